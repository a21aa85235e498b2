/** Tests of the package of this name. */
@NullMarked
package dev.millrace.ingest.source;

import org.jspecify.annotations.NullMarked;
