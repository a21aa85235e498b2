/**
 * Decides commands exactly once, inside Kafka Streams: deduplicate, load, run, store, forward.
 *
 * <p>It knows no feature; features know it. Everything here runs on the one stream thread that owns the organization's partition, except where a class says
 * otherwise. Effects of a command are collected first and applied only when the whole decision has succeeded, because a Streams transaction commits whatever was
 * already put or forwarded.
 */
@NullMarked
package dev.millrace.command.processing;

import org.jspecify.annotations.NullMarked;
