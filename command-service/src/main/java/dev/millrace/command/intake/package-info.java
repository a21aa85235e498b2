/** The HTTP door for commands: takes them in, waits a bounded time for the outcome, and answers. Runs on virtual threads. */
@NullMarked
package dev.millrace.command.intake;

import org.jspecify.annotations.NullMarked;
