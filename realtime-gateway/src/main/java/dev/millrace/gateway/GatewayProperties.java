package dev.millrace.gateway;

import dev.millrace.platform.config.HttpAddress;
import dev.millrace.platform.config.MinSize;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The gateway's address and limits.
 *
 * @param host                   address to listen on; where left out beside the development provider, 127.0.0.1
 * @param port                   port to listen on; 0 for a free one
 * @param queryUrl               base address of query-service, for events that are no longer in memory
 * @param allowedOrigins         origins of web pages that may connect, {@code *} for all; clients that are no browsers send none and may always
 * @param threads                event loops; 0 for one per processor
 * @param maxSessions            sockets on this node; one more is answered 503
 * @param maxFrame               largest frame from a client; a larger one closes with 1009
 * @param maxSubscriptions       subscriptions of one socket; one more is answered OVERLOADED, many more close with 4413
 * @param maxCommandsInFlight    commands of one socket without an outcome; one more is answered OVERLOADED
 * @param malformedPerMinute     malformed frames a minute; one more closes with 4400
 * @param compression            whether permessage-deflate is agreed to; it costs some 300 KB per socket that uses it
 * @param handshakeTimeout       time from the connection to the finished upgrade
 * @param authTimeout            time from the upgrade to the first token; later closes with 4401
 * @param expiryGrace            time after the end of a token in which a newer one is still taken; then 4402
 * @param pingInterval           silence after which the client is pinged; two pings without an answer close with 4408
 * @param sendQueue              bytes that may wait for a slow client; more close with 4409
 * @param sendQueueFrames        frames that may wait for a slow client; more close with 4409
 * @param closeTimeout           time for the client to answer a close frame
 * @param drainTimeout           how long a stop waits for clients to take what is queued
 * @param commandTimeout         how long the outcome of a command is waited for
 * @param replayBuffer           bytes of recent events in memory, for clients that come back; older ones are read from query-service
 * @param historyPage            bytes after which a page ends
 * @param historyPageEvents      events in one page from query-service
 * @param historyConcurrency     pages fetched at a time
 * @param historyTimeout         time for one page
 * @param historyAttempts        failed fetches in a row after which a subscription ends with UNAVAILABLE
 * @param futureWait             how long a position that is not reached yet is waited for, before it is answered INVALID_PARAMETER
 */
@Validated
@ConfigurationProperties("millrace.gateway")
public record GatewayProperties(
        @DefaultValue("0.0.0.0") @NotBlank String host,
        @DefaultValue("8081") @Min(0) @Max(65535) int port,

        @DefaultValue("http://127.0.0.1:8080") @NotNull @HttpAddress
        URI queryUrl,

        @DefaultValue("*") List<String> allowedOrigins,
        @DefaultValue("0") @Min(0) @Max(1024) int threads,
        @DefaultValue("50000") @Min(1) int maxSessions,

        @DefaultValue("1MB") @NotNull @MinSize(bytes = 1_024)
        DataSize maxFrame,

        @DefaultValue("128") @Min(1) int maxSubscriptions,
        @DefaultValue("64") @Min(1) int maxCommandsInFlight,
        @DefaultValue("20") @Min(0) int malformedPerMinute,
        @DefaultValue("false") boolean compression,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration handshakeTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration authTimeout,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 0)
        Duration expiryGrace,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 100)
        Duration pingInterval,

        @DefaultValue("4MB") @NotNull @MinSize(bytes = 1_024)
        DataSize sendQueue,

        @DefaultValue("10000") @Min(1) int sendQueueFrames,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 0)
        Duration closeTimeout,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 0)
        Duration drainTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration commandTimeout,

        @DefaultValue("16MB") @NotNull @MinSize(bytes = 1_024)
        DataSize replayBuffer,

        @DefaultValue("500") @Min(1) @Max(1000) int historyPageEvents,

        @DefaultValue("256KB") @NotNull @MinSize(bytes = 1_024)
        DataSize historyPage,

        @DefaultValue("32") @Min(1) int historyConcurrency,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 1)
        Duration historyTimeout,

        @DefaultValue("6") @Min(1) int historyAttempts,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 0)
        Duration futureWait) {

    public GatewayProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
