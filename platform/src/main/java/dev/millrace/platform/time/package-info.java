/** Times as text. */
@NullMarked
package dev.millrace.platform.time;

import org.jspecify.annotations.NullMarked;
