/**
 * Proof that a delivery is its provider's own, over the raw bytes and before anything is parsed. Comparisons take the same time wherever the first difference
 * lies. Thread-safe throughout; nothing here blocks.
 */
@NullMarked
package dev.millrace.ingest.signature;

import org.jspecify.annotations.NullMarked;
