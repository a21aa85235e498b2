/** What we say about ourselves: log keys, metric names, trace context. */
@NullMarked
package dev.millrace.platform.telemetry;

import org.jspecify.annotations.NullMarked;
