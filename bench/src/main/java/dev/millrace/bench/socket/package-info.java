/** Subscribers of the gateway that do nothing but look at the clock: one blocking thread a socket. */
@NullMarked
package dev.millrace.bench.socket;

import org.jspecify.annotations.NullMarked;
