/** Tables: what their schemas may be and how these may change. */
@NullMarked
package dev.millrace.command.table;

import org.jspecify.annotations.NullMarked;
