/** The program under test as a child process: started, watched and stopped from outside, as an operator would. */
@NullMarked
package dev.millrace.bench.child;

import org.jspecify.annotations.NullMarked;
