/** The organization itself, without which nothing else can be decided. */
@NullMarked
package dev.millrace.command.organization;

import org.jspecify.annotations.NullMarked;
