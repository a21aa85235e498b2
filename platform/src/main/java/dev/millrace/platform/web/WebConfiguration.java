package dev.millrace.platform.web;

import org.springframework.context.annotation.Configuration;

/** Problems, request limits and documents. */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {}
