/** Checks the whole configuration at start and reports everything that is wrong with it at once. */
@NullMarked
package dev.millrace.platform.config;

import org.jspecify.annotations.NullMarked;
