/** How far our own projections have come along their topics. */
@NullMarked
package dev.millrace.ingest.progress;

import org.jspecify.annotations.NullMarked;
