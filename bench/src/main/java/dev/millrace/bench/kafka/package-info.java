/** What goes past the API: the floors that any program on the same broker pays, and commands written straight onto the log. */
@NullMarked
package dev.millrace.bench.kafka;

import org.jspecify.annotations.NullMarked;
