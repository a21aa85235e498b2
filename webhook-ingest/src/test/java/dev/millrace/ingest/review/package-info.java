/** Tests of the package of this name. */
@NullMarked
package dev.millrace.ingest.review;

import org.jspecify.annotations.NullMarked;
