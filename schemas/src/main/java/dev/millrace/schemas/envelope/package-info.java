/** What surrounds the data of a command or event: identity, order, cause, and the hash chain. Immutable values only. */
@NullMarked
package dev.millrace.schemas.envelope;

import org.jspecify.annotations.NullMarked;
