package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts and times what the processor does. */
final class CommandMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer latency;
    private final Counter accepted;

    CommandMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.latency = Timer.builder("millrace.command.latency")
                .description("From the front door to the commit of the outcome")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        this.accepted = outcomes("accepted");
    }

    /** An outcome was committed. */
    void committed(Outcome outcome, Instant taken) {
        var counter = switch (outcome) {
            case Outcome.Accepted _ -> accepted;
            case Outcome.Rejected rejected -> outcomes(rejected.code().name());
        };
        counter.increment();
        var waited = Duration.between(taken, clock.instant());
        if (!waited.isNegative()) { // the front door's clock may be another one's
            latency.record(waited);
        }
    }

    /** A command hit a bug. */
    void deadLetter() {
        Counter.builder("millrace.command.dead.letters")
                .description("Commands that hit a bug, a failed retry included")
                .register(registry)
                .increment();
    }

    private Counter outcomes(String code) {
        return Counter.builder("millrace.command.outcomes")
                .description("Committed outcomes by code; a repeated command counts again")
                .tag("code", code)
                .register(registry);
    }
}
