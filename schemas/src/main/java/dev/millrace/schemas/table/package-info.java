/** Contracts of a table: its name, title and the JSON Schema that each of its rows satisfies. */
@NullMarked
package dev.millrace.schemas.table;

import org.jspecify.annotations.NullMarked;
