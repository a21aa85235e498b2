/** Tests of the command door against Kafka's own test doubles. */
@NullMarked
package dev.millrace.platform.command;

import org.jspecify.annotations.NullMarked;
