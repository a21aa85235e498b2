/** The rows of a table, checked against its schema in the same decision that writes them. */
@NullMarked
package dev.millrace.command.row;

import org.jspecify.annotations.NullMarked;
