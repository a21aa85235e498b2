package dev.millrace.ingest.endpoint;

import dev.millrace.ingest.deduplication.Admission.Admitted;
import dev.millrace.platform.telemetry.MetricNames;
import dev.millrace.schemas.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** How many deliveries came, how they were answered and how long that took. Sources and organizations are no tags: strangers choose them. */
public final class DoorMeters {

    private final MeterRegistry registry;

    public DoorMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void admitted(Admitted admitted, Duration elapsed) {
        record(admitted.name().toLowerCase(Locale.ROOT), elapsed);
    }

    void refused(ErrorCode code, Duration elapsed) {
        record(code.name().toLowerCase(Locale.ROOT), elapsed);
    }

    private void record(String result, Duration elapsed) {
        Timer.builder(MetricNames.WEBHOOK_DELIVERIES)
                .description("Deliveries at the door, by how they were answered")
                .tag("result", result)
                .publishPercentileHistogram()
                .register(registry)
                .record(elapsed);
    }
}
