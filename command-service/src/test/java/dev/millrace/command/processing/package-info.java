@NullMarked
package dev.millrace.command.processing;

import org.jspecify.annotations.NullMarked;
