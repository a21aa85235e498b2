/** Webhooks in: the deliveries of other systems, verified, kept once and translated into commands. */
@NullMarked
package dev.millrace.ingest;

import org.jspecify.annotations.NullMarked;
