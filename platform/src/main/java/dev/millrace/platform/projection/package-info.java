/**
 * Feeds topics to PostgreSQL in batches. The rows and the position of a batch are stored in one transaction that first moves the position on from where it is
 * expected to be, so neither a replay, nor a crash, nor a second node that has not yet heard of a rebalance counts anything twice. Each projection has one thread.
 */
@NullMarked
package dev.millrace.platform.projection;

import org.jspecify.annotations.NullMarked;
