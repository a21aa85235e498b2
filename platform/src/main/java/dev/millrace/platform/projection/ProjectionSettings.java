package dev.millrace.platform.projection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How projections read their topics.
 *
 * @param maxBatch   most records of one poll, which are one transaction
 * @param maxFetch   most bytes fetched at once; bounds the memory of a projection, and one record may be larger
 * @param minBackoff wait after the first failure of the database or of Kafka; doubles with each further one
 * @param maxBackoff longest such wait; a projection never gives up
 * @param rebuildThreads threads of each projection that is built anew; each has a connection of the pool
 * @param sessionTimeout silence after which a node's partitions go to the others; the broker's group.min.session.timeout.ms, 6 s, is the least
 */
@Validated
@ConfigurationProperties("millrace.projection")
public record ProjectionSettings(
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxBatch,
        @DefaultValue("8MB") DataSize maxFetch,
        @DefaultValue("2") @Min(1) @Max(64) int rebuildThreads,
        @DefaultValue("100ms") Duration minBackoff,
        @DefaultValue("10s") Duration maxBackoff,
        @DefaultValue("10s") Duration sessionTimeout) {

    /** What holds where nothing is configured. */
    public static ProjectionSettings defaults() {
        return new ProjectionSettings(
                1_000,
                DataSize.ofMegabytes(8),
                2,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }
}
