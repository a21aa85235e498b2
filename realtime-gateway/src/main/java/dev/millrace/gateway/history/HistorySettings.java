package dev.millrace.gateway.history;

import java.net.URI;
import java.time.Duration;

/**
 * How query-service is asked.
 *
 * @param queryUrl       base address of query-service
 * @param pageEvents     a page ends after so many events
 * @param pageBytes      a page ends after so many bytes, but not before its first event
 * @param maxConcurrent  requests at a time; more wait in line
 * @param timeout        a request that takes longer has failed
 */
public record HistorySettings(URI queryUrl, int pageEvents, int pageBytes, int maxConcurrent, Duration timeout) {}
