/**
 * A delivery as {@code ingest.delivery} has it, and the steps of its life: claimed, stored, then sent, applied or rejected, or unmapped, or failed. All stages
 * share this table and meet only in it.
 */
@NullMarked
package dev.millrace.ingest.delivery;

import org.jspecify.annotations.NullMarked;
