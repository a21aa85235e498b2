package dev.millrace.platform.database;

import org.springframework.context.annotation.Configuration;

/** The data source. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {}
