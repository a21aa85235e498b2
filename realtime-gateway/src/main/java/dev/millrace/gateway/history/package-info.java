/**
 * Events that are over: the most recent in memory, the older ones from query-service. Neither ever leaves one out silently: {@link
 * dev.millrace.gateway.history.ReplayBuffer} says when it does not reach back far enough, and a {@link dev.millrace.gateway.history.HistoryPage} says up to
 * which sequence it is complete. The buffer may be used from any thread; pages arrive on threads of their own.
 */
@NullMarked
package dev.millrace.gateway.history;

import org.jspecify.annotations.NullMarked;
