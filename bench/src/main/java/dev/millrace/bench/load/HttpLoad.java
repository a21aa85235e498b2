package dev.millrace.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keep-alive connections to one server and the two kinds of load on them. An open loop sends when the schedule says so, whether or not earlier answers are there; a
 * closed loop sends the next request of a connection when its answer has come. The calling thread sends, one daemon thread reads.
 */
public final class HttpLoad implements AutoCloseable {

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
    private static final Duration SEND_UNDER_WAY = Duration.ofMillis(5);

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final Thread reader;
    private final ReaderClock clock;
    private volatile boolean stopped;
    private volatile Run run = Run.NONE;

    /**
     * Opens the connections.
     *
     * @param server         where
     * @param count          how many; an open loop that finds none idle keeps the request waiting, and its clock running
     * @param maxRequestSize largest request in bytes
     */
    public HttpLoad(InetSocketAddress server, int count, int maxRequestSize) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            connections.add(new Connection(server, selector, maxRequestSize));
        }
        reader = Thread.ofPlatform().daemon().name("bench-reader").unstarted(this::readUntilStopped);
        clock = new ReaderClock(reader);
        reader.start();
    }

    /** Sends by schedule and waits for the last answer, at most 15 s after the last request was due. */
    public LoadResult openLoop(Schedule schedule, RequestSource requests) {
        var idle = new IdleConnections(usable());
        return measured(new Run(requests, schedule.size()) {
            @Override
            void send(long start) throws IOException {
                for (int i = 0; i < schedule.size(); i++) {
                    long due = start + schedule.dueNanos(i);
                    Pacer.awaitNanoTime(due);
                    var connection = idle.takeFor(i, due);
                    if (connection != null) {
                        sendOnTime(connection, i, due);
                    }
                }
            }

            @Override
            void answered(Connection connection) throws IOException {
                var waiting = idle.giveBack(connection);
                if (waiting != null) {
                    sendLate(connection, waiting.index(), waiting.due());
                }
            }
        });
    }

    /** Keeps {@code parallel} requests under way for {@code duration}. */
    public LoadResult closedLoop(int parallel, Duration duration, RequestSource requests) {
        var chosen = usable().subList(0, parallel);
        long end = System.nanoTime() + duration.toNanos();
        return measured(new Run(requests, Long.MAX_VALUE) {
            @Override
            void send(long start) throws IOException {
                for (var connection : chosen) {
                    sendOnTime(connection, nextIndex(), System.nanoTime());
                }
                Pacer.awaitNanoTime(end + SEND_UNDER_WAY.toNanos());
                endsAfter(sent());
            }

            @Override
            void answered(Connection connection) throws IOException {
                long now = System.nanoTime();
                if (now < end) {
                    sendLate(connection, nextIndex(), now);
                }
            }
        });
    }

    /** All but those on which an earlier load is still owed an answer. */
    private List<Connection> usable() {
        return connections.stream().filter(connection -> !connection.isBusy()).toList();
    }

    private LoadResult measured(Run next) {
        long cpuBefore = clock.cpuNanos();
        run = next;
        long start = System.nanoTime();
        try {
            next.send(start);
            next.awaitAnswers(LAST_ANSWERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            run = Run.NONE;
        }
        return next.result(start, clock.cpuNanos() - cpuBefore);
    }

    private void readUntilStopped() {
        while (!stopped) {
            try {
                selector.select(this::ready, TimeUnit.SECONDS.toMillis(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void ready(SelectionKey key) {
        var connection = (Connection) key.attachment();
        try {
            if (connection.canBeWritten()) {
                connection.writeOn();
            }
            if (connection.canBeRead() && connection.receive()) {
                answered(connection);
            }
        } catch (IOException e) {
            lost(connection);
        }
    }

    private void answered(Connection connection) throws IOException {
        var current = run;
        current.record(connection.status(), System.nanoTime(), connection.finish());
        if (connection.closesNow()) {
            connection.reopen();
        }
        current.answered(connection);
    }

    private void lost(Connection connection) {
        var current = run;
        boolean wasBusy = connection.isBusy();
        try {
            connection.reopen();
            if (wasBusy) {
                current.recordError("connection lost");
                current.answered(connection);
            }
        } catch (IOException e) {
            current.recordError("server gone");
        }
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        selector.wakeup();
        Joining.join(reader);
        for (var connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
