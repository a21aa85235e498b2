/** Tests of the package of this name. */
@NullMarked
package dev.millrace.ingest.signature;

import org.jspecify.annotations.NullMarked;
