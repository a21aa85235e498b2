/** Other ways to do the same work, measured beside Millrace on the same machine in the same run. */
@NullMarked
package dev.millrace.bench.peer;

import org.jspecify.annotations.NullMarked;
