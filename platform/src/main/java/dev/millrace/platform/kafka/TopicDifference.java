package dev.millrace.platform.kafka;

/**
 * A topic that exists with another setting than this release would give it. Nothing changes it by itself.
 *
 * @param topic    name of the topic
 * @param setting  what differs, by Kafka's name
 * @param expected what a new topic would get
 * @param actual   what the broker says
 * @param remedy   what an operator may do about it
 */
public record TopicDifference(String topic, String setting, String expected, String actual, String remedy) {}
