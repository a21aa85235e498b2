/** Proves that the contracts are complete, published and only ever grow. */
@NullMarked
package dev.millrace.schemas;

import org.jspecify.annotations.NullMarked;
