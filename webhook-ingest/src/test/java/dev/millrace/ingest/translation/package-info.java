/** Tests of the package of this name. */
@NullMarked
package dev.millrace.ingest.translation;

import org.jspecify.annotations.NullMarked;
