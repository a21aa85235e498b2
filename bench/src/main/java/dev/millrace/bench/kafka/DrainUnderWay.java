package dev.millrace.bench.kafka;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A drain that goes on: whoever measures something beside it has to stop before the wait for stragglers and the counting begin. */
public final class DrainUnderWay implements AutoCloseable {

    static final Duration AT_MOST = Duration.ofMinutes(5);

    private final EventLog log;
    private final int count;
    private final long started = System.nanoTime();
    private final Thread writer;

    private DrainUnderWay(EventLog log, int count, Thread writer) {
        this.log = log;
        this.count = count;
        this.writer = writer;
    }

    /** Begins to write {@code count} rows, the organizations in turn. */
    public static DrainUnderWay rows(Broker broker, List<String> organizations, int count) {
        return begin(broker, count, preload -> preload.write(Drain.owners(organizations), count));
    }

    static DrainUnderWay begin(Broker broker, int count, Consumer<Preload> commands) {
        var log = new EventLog(broker);
        var preload = new Preload(broker);
        var writer = Thread.ofPlatform().daemon().name("bench-preload").unstarted(() -> commands.accept(preload));
        var underWay = new DrainUnderWay(log, count, writer);
        writer.start();
        return underWay;
    }

    /** Returns when all but the last per cent of the events are committed, or all. */
    public void awaitNearlyDone() {
        log.awaitRoom(count, AT_MOST);
    }

    /** Waits for the last event and counts what there was when. */
    public Drain await() {
        awaitNearlyDone();
        log.awaitSilence(AT_MOST);
        join();
        return Drain.measured(log.growth(), started, count);
    }

    private void join() {
        try {
            writer.join(AT_MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
