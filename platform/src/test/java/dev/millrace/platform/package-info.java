/** The platform as a whole. */
@NullMarked
package dev.millrace.platform;

import org.jspecify.annotations.NullMarked;
