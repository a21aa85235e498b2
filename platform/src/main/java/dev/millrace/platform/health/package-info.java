/** Health, readiness and metrics over HTTP. */
@NullMarked
package dev.millrace.platform.health;

import org.jspecify.annotations.NullMarked;
