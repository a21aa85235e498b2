/** The topic {@code millrace.webhooks}: every verified delivery, byte for byte, durable before its provider learns so. */
@NullMarked
package dev.millrace.ingest.archive;

import org.jspecify.annotations.NullMarked;
