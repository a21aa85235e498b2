@NullMarked
package dev.millrace.command.organization;

import org.jspecify.annotations.NullMarked;
