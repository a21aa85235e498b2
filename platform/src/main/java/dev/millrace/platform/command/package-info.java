/** The way of a command into the log and of its outcome back to whoever waits, for every front door. Futures complete on a Kafka or Streams thread: continue them asynchronously. */
@NullMarked
package dev.millrace.platform.command;

import org.jspecify.annotations.NullMarked;
