/** JSON Schema as tables use it: what a schema may be, and whether a row satisfies it, both within bounds of time and memory that no input can break. */
@NullMarked
package dev.millrace.command.jsonschema;

import org.jspecify.annotations.NullMarked;
