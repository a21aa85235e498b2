package dev.millrace.platform.kafka;

import org.springframework.context.annotation.Configuration;

/** Kafka's producer, admin client and topics. */
@Configuration(proxyBeanMethods = false)
public class KafkaConfiguration {}
