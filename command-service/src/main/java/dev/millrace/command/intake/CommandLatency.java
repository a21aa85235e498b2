package dev.millrace.command.intake;

import dev.millrace.platform.telemetry.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** How long callers of the HTTP door wait. */
final class CommandLatency {

    private final Map<String, Timer> timers;

    CommandLatency(MeterRegistry registry) {
        timers = Map.of(
                "accepted", timer(registry, "accepted"),
                "rejected", timer(registry, "rejected"),
                "pending", timer(registry, "pending"));
    }

    void record(String status, long startNanos) {
        Objects.requireNonNull(timers.get(status)).record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private static Timer timer(MeterRegistry registry, String status) {
        return Timer.builder(MetricNames.COMMAND_LATENCY)
                .description("From the command's arrival at a front door until its caller has the outcome")
                .tag("source", CommandController.SOURCE)
                .tag("status", status)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }
}
