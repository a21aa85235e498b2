/** Times as text, and bounded waits. */
@NullMarked
package dev.millrace.platform.time;

import org.jspecify.annotations.NullMarked;
