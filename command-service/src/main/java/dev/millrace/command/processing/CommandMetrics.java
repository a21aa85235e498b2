package dev.millrace.command.processing;

import dev.millrace.platform.telemetry.MetricNames;
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

    CommandMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.latency = Timer.builder(MetricNames.COMMAND_PROCESSING)
                .description("From the front door to the commit of the outcome")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }

    /** An outcome was committed. */
    void committed(Outcome outcome, Instant taken) {
        if (outcome instanceof Outcome.Rejected rejected) {
            Counter.builder(MetricNames.COMMAND_REJECTIONS)
                    .description("Commands refused, by code; a repeated command counts again")
                    .tag("code", rejected.code().name())
                    .register(registry)
                    .increment();
        }
        var waited = Duration.between(taken, clock.instant());
        if (!waited.isNegative()) { // the front door's clock may be another one's
            latency.record(waited);
        }
    }

    /** A command hit a bug. */
    void deadLetter() {
        Counter.builder(MetricNames.DEAD_LETTERS)
                .description("What could not be processed and was put aside; a failed retry counts again")
                .tag("kind", "command")
                .register(registry)
                .increment();
    }
}
