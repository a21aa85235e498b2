/** Tests of the package of this name. */
@NullMarked
package dev.millrace.ingest;

import org.jspecify.annotations.NullMarked;
