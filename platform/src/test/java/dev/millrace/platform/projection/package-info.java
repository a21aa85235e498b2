/** Projections under failure: each record counts once, whatever happens. */
@NullMarked
package dev.millrace.platform.projection;

import org.jspecify.annotations.NullMarked;
