/**
 * Who listens to what, and the join of history and live.
 *
 * <p>Each event loop has one {@link dev.millrace.gateway.subscription.Shard} with the subscriptions of its own sockets, so nothing here is shared between
 * threads: everything but {@link dev.millrace.gateway.subscription.Shard#post} runs on the loop. An event reaches a loop once and touches only the
 * subscriptions that want it.
 */
@NullMarked
package dev.millrace.gateway.subscription;

import org.jspecify.annotations.NullMarked;
