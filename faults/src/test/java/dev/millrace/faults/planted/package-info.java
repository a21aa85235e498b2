/** Proof that every fault can be planted in the product as it is built now. */
@NullMarked
package dev.millrace.faults.planted;

import org.jspecify.annotations.NullMarked;
