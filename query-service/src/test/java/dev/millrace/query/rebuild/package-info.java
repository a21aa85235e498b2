/** Tests of building the read side anew. */
@NullMarked
package dev.millrace.query.rebuild;

import org.jspecify.annotations.NullMarked;
