package dev.millrace.query;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The read side.
 *
 * @param maxWait       how long a request with {@code Millrace-After} waits before it is answered {@code NOT_YET_VISIBLE}, and an event stream for its position before it is reset
 * @param pollInterval  how often this node looks for what other nodes have projected, while somebody here waits for it
 * @param outcomeKeep   how long the outcome of a command can be asked for
 * @param streamLife    how long an event stream lasts before its client is made to connect again, give or take a tenth: so clients spread over nodes
 * @param streamComment silence on an event stream before a comment is sent, which keeps proxies and dead-peer detection content
 * @param maxStreams    event streams and replays of one node at a time; the next one is answered {@code OVERLOADED}. Each is one of {@code millrace.web.max-requests}
 */
@Validated
@ConfigurationProperties("millrace.query")
public record QuerySettings(
        @DefaultValue("5s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 60)
        Duration maxWait,

        @DefaultValue("50ms") @NotNull @DurationMin(millis = 5) @DurationMax(seconds = 10)
        Duration pollInterval,

        @DefaultValue("7d") @NotNull @DurationMin(hours = 1) Duration outcomeKeep,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1)
        Duration streamLife,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration streamComment,

        @DefaultValue("500") @Min(1) @Max(1_000_000) int maxStreams) {}
