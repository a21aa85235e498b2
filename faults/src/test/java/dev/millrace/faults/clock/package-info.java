/** Tests of the clock that is moved. */
@NullMarked
package dev.millrace.faults.clock;

import org.jspecify.annotations.NullMarked;
