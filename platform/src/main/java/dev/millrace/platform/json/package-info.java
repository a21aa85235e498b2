/** The one JSON mapper. */
@NullMarked
package dev.millrace.platform.json;

import org.jspecify.annotations.NullMarked;
