package dev.millrace.gateway.session;

import dev.millrace.gateway.telemetry.GatewayMeters;
import java.time.InstantSource;

/** What all sessions of a node share. */
public record SessionServices(
        SessionSettings settings,
        Authentication authentication,
        CommandRelay commands,
        Sessions sessions,
        GatewayMeters meters,
        InstantSource clock) {}
