@NullMarked
package dev.millrace.command.row;

import org.jspecify.annotations.NullMarked;
