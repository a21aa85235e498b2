@NullMarked
package dev.millrace.command.table;

import org.jspecify.annotations.NullMarked;
