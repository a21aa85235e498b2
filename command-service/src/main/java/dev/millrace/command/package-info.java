/** Command-service: takes commands in, decides them, and is the only writer of events. */
@NullMarked
package dev.millrace.command;

import org.jspecify.annotations.NullMarked;
