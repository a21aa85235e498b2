package dev.millrace.query;

import org.springframework.context.annotation.Configuration;

/** The read side. */
@Configuration(proxyBeanMethods = false)
public class QueryServiceConfiguration {}
