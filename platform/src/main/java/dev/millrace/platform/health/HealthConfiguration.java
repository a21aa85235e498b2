package dev.millrace.platform.health;

import org.springframework.context.annotation.Configuration;

/** The health endpoints. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {}
