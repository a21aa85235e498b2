/** JSON Schema as tables use it: what a schema may be, and whether a row satisfies it, both within the effort of a decision. */
@NullMarked
package dev.millrace.command.jsonschema;

import org.jspecify.annotations.NullMarked;
