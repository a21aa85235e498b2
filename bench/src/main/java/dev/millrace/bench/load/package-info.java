/**
 * A load generator that is light enough to share two cores with what it measures: requests encoded in advance, non-blocking sockets, one thread that sends and one
 * that reads. Latency counts from the moment a request was due, so that a stalled server cannot hide its queue (coordinated omission).
 */
@NullMarked
package dev.millrace.bench.load;

import org.jspecify.annotations.NullMarked;
