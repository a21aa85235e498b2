package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.platform.telemetry.MetricNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of deliveries. A repeated translation counts again. */
public final class TranslationMeters {

    private final Map<DeliveryState, Counter> translated = new EnumMap<>(DeliveryState.class);
    private final Map<DeliveryState, Counter> concluded = new EnumMap<>(DeliveryState.class);

    private final Counter deadLetters;

    public TranslationMeters(MeterRegistry registry) {
        deadLetters = Counter.builder(MetricNames.DEAD_LETTERS)
                .description("What could not be processed and was put aside")
                .tag("kind", "delivery")
                .register(registry);
        for (var state : DeliveryState.values()) {
            translated.put(state, counter(registry, MetricNames.WEBHOOK_TRANSLATIONS, "Deliveries translated", state));
            concluded.put(
                    state,
                    counter(
                            registry,
                            "millrace.webhook.conclusions",
                            "Deliveries whose commands have outcomes",
                            state));
        }
    }

    void translated(DeliveryState state) {
        count(translated, state);
    }

    void concluded(DeliveryState state) {
        count(concluded, state);
    }

    void deadLetters(int count) {
        deadLetters.increment(count);
    }

    private static void count(Map<DeliveryState, Counter> counters, DeliveryState state) {
        var counter = counters.get(state);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String description, DeliveryState state) {
        return Counter.builder(name)
                .description(description)
                .tag("state", state.text())
                .register(registry);
    }
}
