/** The rows of tables as they are now, and the questions one can ask of them. */
@NullMarked
package dev.millrace.query.row;

import org.jspecify.annotations.NullMarked;
