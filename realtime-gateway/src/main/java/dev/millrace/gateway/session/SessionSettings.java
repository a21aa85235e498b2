package dev.millrace.gateway.session;

import dev.millrace.schemas.realtime.ServerFrame.Limits;
import java.time.Duration;

/**
 * Limits of one session.
 *
 * @param limits             those that the client is told
 * @param authTimeout        time for the first token
 * @param expiryGrace        time between the end of a token and that of the session
 * @param pingInterval       silence after which the server pings; after two pings without an answer it closes
 * @param malformedPerMinute frames a minute that may be malformed, or subscribe beyond the limit
 * @param queueBytes         bytes that may wait for a slow client
 * @param queueFrames        frames that may wait for a slow client
 * @param closeTimeout       time for what is queued and for the client's answer, once the session is closing
 */
public record SessionSettings(
        Limits limits,
        Duration authTimeout,
        Duration expiryGrace,
        Duration pingInterval,
        int malformedPerMinute,
        long queueBytes,
        int queueFrames,
        Duration closeTimeout) {}
