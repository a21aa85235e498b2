/** Contracts of the rows of a table. */
@NullMarked
package dev.millrace.schemas.row;

import org.jspecify.annotations.NullMarked;
