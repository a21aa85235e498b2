/** Tests of the package of this name. */
@NullMarked
package dev.millrace.ingest.archive;

import org.jspecify.annotations.NullMarked;
