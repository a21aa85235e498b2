/** How far projections have come along their topics, for whoever must not answer before. */
@NullMarked
package dev.millrace.platform.progress;

import org.jspecify.annotations.NullMarked;
