package dev.millrace.ingest.delivery;

/** Where a delivery lies on {@code millrace.webhooks}. */
public record Position(int partition, long offset) {}
