package dev.millrace.gateway.telemetry;

import dev.millrace.platform.telemetry.MetricNames;
import dev.millrace.schemas.realtime.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** The gateway's meters, all below {@code millrace.gateway}. */
public final class GatewayMeters {

    private static final String PREFIX = "millrace.gateway.";

    private final MeterRegistry registry;
    private final AtomicLong subscriptions = new AtomicLong();
    private final Counter eventsReceived;
    private final Counter eventsSent;
    private final Counter gaps;
    private final Counter malformedFrames;
    private final Counter malformedRecords;
    private final Counter historyPages;
    private final Counter historyFailures;
    private final Timer logDelay;
    private final Map<CloseCode, Counter> closed = new EnumMap<>(CloseCode.class);

    public GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
        eventsReceived = registry.counter(PREFIX + "events.received");
        eventsSent = registry.counter(PREFIX + "events.sent");
        gaps = registry.counter(PREFIX + "gaps");
        malformedFrames = registry.counter(PREFIX + "frames.malformed");
        malformedRecords = registry.counter(PREFIX + "records.malformed");
        historyPages = registry.counter(PREFIX + "history.fetches", "result", "page");
        historyFailures = registry.counter(PREFIX + "history.fetches", "result", "failure");
        logDelay = Timer.builder(MetricNames.GATEWAY_LOG_DELAY)
                .description("from the append of an event to its hand-over to the event loops")
                .register(registry);
        registry.gauge(MetricNames.SUBSCRIPTIONS, subscriptions);
        for (var code : CloseCode.values()) {
            closed.put(code, registry.counter(MetricNames.CONNECTIONS_CLOSED, "code", Integer.toString(code.number())));
        }
    }

    /** A figure that is read when somebody looks. */
    public <T> void gauge(String name, T source, ToDoubleFunction<T> value) {
        registry.gauge(PREFIX + name, source, value);
    }

    /** The sessions in one state. */
    public <T> void sessions(String state, T source, ToDoubleFunction<T> value) {
        registry.gauge(MetricNames.CONNECTIONS, List.of(Tag.of("state", state)), source, value);
    }

    public void subscriptionOpened() {
        subscriptions.incrementAndGet();
    }

    public void subscriptionEnded() {
        subscriptions.decrementAndGet();
    }

    public void eventsReceived(int count) {
        eventsReceived.increment(count);
    }

    public void eventSent() {
        eventsSent.increment();
    }

    /** A jump in an organization's sequence; its subscriptions fetch what is missing. */
    public void gap() {
        gaps.increment();
    }

    public void malformedFrame() {
        malformedFrames.increment();
    }

    /** A record of the log that cannot be read. */
    public void malformedRecord() {
        malformedRecords.increment();
    }

    public void historyPage() {
        historyPages.increment();
    }

    public void historyFailure() {
        historyFailures.increment();
    }

    public void logDelay(Duration delay) {
        logDelay.record(delay);
    }

    /** A session that we closed, or the client with {@link CloseCode#NORMAL}. */
    public void closed(CloseCode code) {
        var counter = closed.get(code);
        if (counter != null) {
            counter.increment();
        }
    }
}
