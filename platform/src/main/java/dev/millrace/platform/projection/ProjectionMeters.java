package dev.millrace.platform.projection;

import dev.millrace.platform.telemetry.MetricNames;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What one projection has done, for metrics. */
final class ProjectionMeters {

    private final LongAdder batches = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicLong lag = new AtomicLong();

    void applied(int count, long elapsedNanos) {
        batches.increment();
        records.add(count);
        nanos.add(elapsedNanos);
    }

    void parked() {
        parked.increment();
    }

    void failed() {
        failures.increment();
    }

    void lag(long records) {
        lag.set(records);
    }

    long lag() {
        return lag.get();
    }

    long records() {
        return records.sum();
    }

    void bindTo(MeterRegistry registry, String projection) {
        FunctionTimer.builder(
                        MetricNames.PROJECTION_APPLY,
                        this,
                        m -> m.batches.sum(),
                        m -> m.nanos.sum(),
                        TimeUnit.NANOSECONDS)
                .tag("projection", projection)
                .description("Transactions that applied a batch, and their time")
                .register(registry);
        counter(registry, projection, MetricNames.PROJECTION_RECORDS, records, "Records applied");
        counter(registry, projection, MetricNames.PROJECTION_PARKED, parked, "Records that could not be applied");
        counter(
                registry,
                projection,
                MetricNames.PROJECTION_FAILURES,
                failures,
                "Failures of the database or of Kafka, retried");
        Gauge.builder(MetricNames.PROJECTION_LAG, lag, AtomicLong::get)
                .tag("projection", projection)
                .description("Records that this node has still to apply")
                .register(registry);
    }

    private void counter(MeterRegistry registry, String projection, String name, LongAdder value, String description) {
        FunctionCounter.builder(name, value, LongAdder::sum)
                .tag("projection", projection)
                .description(description)
                .register(registry);
    }
}
