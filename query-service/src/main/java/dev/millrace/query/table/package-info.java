/** Tables and their schemas as they are now. */
@NullMarked
package dev.millrace.query.table;

import org.jspecify.annotations.NullMarked;
