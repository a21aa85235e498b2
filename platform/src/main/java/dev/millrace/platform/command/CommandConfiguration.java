package dev.millrace.platform.command;

import org.springframework.context.annotation.Configuration;

/** The door for commands, and the way back of their outcomes. */
@Configuration(proxyBeanMethods = false)
public class CommandConfiguration {}
