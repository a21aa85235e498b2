package dev.millrace.bench.socket;

import dev.millrace.bench.workload.NanoClock;
import dev.millrace.bench.workload.RowData;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** One socket that follows whole organizations and records how old each event is when it comes. */
public final class Subscriber implements AutoCloseable {

    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long SUBSCRIBED_WITHIN_SECONDS = 20;
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final byte[] EVENT = ascii("{\"type\":\"event\"");
    private static final byte[] SUBSCRIBED = ascii("{\"type\":\"subscribed\"");
    private static final byte[] SENT_AT = ascii(RowData.TIME_MARK);
    private static final byte[] EVENT_TIME = ascii("\"time\":\"");

    private final MessageSocket socket;
    private final NanoClock clock;
    private final CountDownLatch subscribed;
    private final Histogram sinceDue = new ConcurrentHistogram(HIGHEST_NANOS, 3);
    private final Histogram sinceEvent = new ConcurrentHistogram(HIGHEST_NANOS, 3);

    /** Connects and subscribes; returns when every organization's events flow. */
    public Subscriber(Server server, List<String> organizations, NanoClock clock) throws IOException {
        this.clock = clock;
        subscribed = new CountDownLatch(organizations.size());
        socket = server.protocol().connect(server.address(), BUFFER_BYTES);
        socket.send("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(server.token()));
        for (int i = 0; i < organizations.size(); i++) {
            socket.send("{\"type\":\"subscribe\",\"id\":\"%d\",\"channel\":\"organization/%s\"}"
                    .formatted(i, organizations.get(i)));
        }
        Thread.ofPlatform().daemon().name("bench-subscriber").start(this::receive);
        awaitSubscribed();
    }

    /**
     * Whom it subscribes with.
     *
     * @param token bearer token, for a server that asks for one
     */
    public record Server(InetSocketAddress address, Protocol protocol, String token) {}

    private void awaitSubscribed() throws IOException {
        try {
            if (!subscribed.await(SUBSCRIBED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Expected every subscription to be confirmed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while subscribing", e);
        }
    }

    /** Age of events on arrival since their command was due, in nanoseconds. */
    public Histogram sinceDue() {
        return sinceDue;
    }

    /** Age of events on arrival since the time they bear, which is when the front door took the command in. */
    public Histogram sinceEvent() {
        return sinceEvent;
    }

    /** Forgets what was recorded, after a warm-up. */
    public void reset() {
        sinceDue.reset();
        sinceEvent.reset();
    }

    private void receive() {
        try {
            for (var message = socket.receive(); message != null; message = socket.receive()) {
                take(message);
            }
        } catch (EOFException | SocketException e) {
            // closed from either side: what is missing then shows in the count
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(ByteBuffer message) {
        if (startsWith(message, EVENT)) {
            long now = clock.epochNanos();
            record(sinceDue, now - sentAt(message));
            record(sinceEvent, now - eventTime(message));
        } else if (startsWith(message, SUBSCRIBED)) {
            subscribed.countDown();
        }
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, HIGHEST_NANOS));
    }

    private static long sentAt(ByteBuffer message) {
        int from = indexAfter(message, SENT_AT);
        long nanos = 0;
        for (int i = from; i < from + RowData.TIME_DIGITS; i++) {
            nanos = nanos * 10 + (message.get(i) - '0');
        }
        return nanos;
    }

    private static long eventTime(ByteBuffer message) {
        int from = indexAfter(message, EVENT_TIME);
        int to = from;
        while (message.get(to) != '"') {
            to++;
        }
        var time = Instant.parse(
                new String(message.array(), message.arrayOffset() + from, to - from, StandardCharsets.US_ASCII));
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    private static boolean startsWith(ByteBuffer message, byte[] start) {
        return message.remaining() >= start.length
                && message.slice(0, start.length).equals(ByteBuffer.wrap(start));
    }

    private static int indexAfter(ByteBuffer message, byte[] mark) {
        for (int i = 0; i <= message.limit() - mark.length; i++) {
            int matched = 0;
            while (matched < mark.length && message.get(i + matched) == mark[matched]) {
                matched++;
            }
            if (matched == mark.length) {
                return i + mark.length;
            }
        }
        throw new IllegalArgumentException("Expected " + new String(mark, StandardCharsets.US_ASCII) + " in an event");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
