/** Contracts by which an operator settles a command that a bug kept from being decided. */
@NullMarked
package dev.millrace.schemas.deadletter;

import org.jspecify.annotations.NullMarked;
