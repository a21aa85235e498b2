/**
 * Breaks a running Millrace on purpose and checks what its clients were promised. Clients keep a {@link dev.millrace.faults.History} of every call; {@link dev.millrace.faults.Checker} holds the log against
 * it. Everything random comes from one seed, so that a failing run can be made again.
 */
@NullMarked
package dev.millrace.faults;

import org.jspecify.annotations.NullMarked;
