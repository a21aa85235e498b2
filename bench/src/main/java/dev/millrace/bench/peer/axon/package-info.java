/** The rows of the benchmark as an application on Axon Framework would have them: one event-sourced entity, its events in PostgreSQL through JPA. */
@NullMarked
package dev.millrace.bench.peer.axon;

import org.jspecify.annotations.NullMarked;
