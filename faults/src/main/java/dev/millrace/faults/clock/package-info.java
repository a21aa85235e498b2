/**
 * The clock of a running process, moved from outside: an agent that is loaded into the process adds to what its JVM reads. The clock of the machine stays as it is, and
 * with it everybody else.
 */
@NullMarked
package dev.millrace.faults.clock;

import org.jspecify.annotations.NullMarked;
