/**
 * The log, read once per node and handed to every event loop. One thread reads all partitions; it starts where the projection of the event log has committed, so
 * that whatever it does not see can be read back from query-service.
 */
@NullMarked
package dev.millrace.gateway.fanout;

import org.jspecify.annotations.NullMarked;
