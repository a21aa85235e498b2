@NullMarked
package dev.millrace.command.intake;

import org.jspecify.annotations.NullMarked;
