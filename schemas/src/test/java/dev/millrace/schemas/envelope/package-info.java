/** Tests of ids and of the hash chain. */
@NullMarked
package dev.millrace.schemas.envelope;

import org.jspecify.annotations.NullMarked;
