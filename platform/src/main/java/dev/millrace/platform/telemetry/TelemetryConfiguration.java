package dev.millrace.platform.telemetry;

import org.springframework.context.annotation.Configuration;

/** Metrics and trace context. */
@Configuration(proxyBeanMethods = false)
public class TelemetryConfiguration {}
