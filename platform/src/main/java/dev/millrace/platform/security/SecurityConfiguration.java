package dev.millrace.platform.security;

import org.springframework.context.annotation.Configuration;

/** The resource server. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {}
