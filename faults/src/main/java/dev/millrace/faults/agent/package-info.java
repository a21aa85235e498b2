/** How classes of this program come to run inside a process under test: packed as a Java agent. */
@NullMarked
package dev.millrace.faults.agent;

import org.jspecify.annotations.NullMarked;
