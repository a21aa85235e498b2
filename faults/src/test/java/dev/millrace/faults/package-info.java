/** Proof that the checker sees what is wrong, and a short run of it. */
@NullMarked
package dev.millrace.faults;

import org.jspecify.annotations.NullMarked;
