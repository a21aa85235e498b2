/** Webhook sources as {@code ingest.source} has them: who may deliver, with which secret, and what becomes of it. Secrets stay sealed here. */
@NullMarked
package dev.millrace.ingest.source;

import org.jspecify.annotations.NullMarked;
