/** The embedded servers against their real clients, over restarts and crashes. */
@NullMarked
package dev.millrace.embedded;

import org.jspecify.annotations.NullMarked;
