/** Subscribers that do nothing but look at the clock, one blocking thread a socket, and servers to compare the gateway with. */
@NullMarked
package dev.millrace.bench.socket;

import org.jspecify.annotations.NullMarked;
