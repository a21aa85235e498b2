package dev.millrace.schemas;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One topic. Its key is always the organization and its partition count is fixed when it is made: a key must keep its partition.
 *
 * @param name      name on the broker
 * @param retention how long a record is kept at least; null for ever
 */
public record Topic(String name, @Nullable Duration retention) {}
