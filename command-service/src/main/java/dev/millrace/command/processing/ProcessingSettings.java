package dev.millrace.command.processing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How commands are decided.
 *
 * @param deduplication      how long a command id is known: the same id within it gets the same outcome and has no second effect
 * @param stateDirectory     where the state lies on disk; what is lost here is restored from Kafka
 * @param threads            stream threads, each with transactions of its own; more of them drain faster where deciding has processors to itself, and cost latency where it has not
 * @param standbyReplicas    other nodes that keep a warm copy of the state, if there are any
 * @param sessionTimeout     silence after which another node takes over; where the brokers' {@code group.min.session.timeout.ms} is longer, that holds
 * @param transactionTimeout how long a transaction may stay open before the broker aborts it: a hung node holds up every reader that long, and a pause that is
 *                           longer costs a rebalance
 * @param closeTimeout       how long a clean stop may take
 * @param compression        how events, outcomes, dead letters and changelogs are compressed in Kafka; a reader with another client than Kafka's own may need the codec beside it
 * @param stateMemory        memory that all state stores share, for reading and writing
 * @param entityCache        bound of what each partition remembers of decoded entities, as their size in the store; decoded they take some six times that
 */
@Validated
@ConfigurationProperties("millrace.command")
public record ProcessingSettings(
        @DefaultValue("7d") @NotNull @DurationMin(minutes = 1)
        Duration deduplication,

        @DefaultValue("data/command") @NotNull Path stateDirectory,
        @DefaultValue("1") @Min(1) @Max(64) int threads,
        @DefaultValue("1") @Min(0) @Max(5) int standbyReplicas,

        @DefaultValue("2s") @NotNull @DurationMin(seconds = 1)
        Duration sessionTimeout,

        @DefaultValue("2s") @NotNull @DurationMin(seconds = 1)
        Duration transactionTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(seconds = 1)
        Duration closeTimeout,

        @DefaultValue("snappy") @NotNull RecordCompression compression,
        @DefaultValue("64MB") @NotNull DataSize stateMemory,
        @DefaultValue("64KB") @NotNull DataSize entityCache) {}
