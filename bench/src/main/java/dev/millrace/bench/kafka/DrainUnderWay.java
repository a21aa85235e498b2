package dev.millrace.bench.kafka;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A drain that goes on: whoever measures something beside it has to stop before the wait for stragglers and the counting begin. */
public final class DrainUnderWay implements AutoCloseable {

    static final Duration AT_MOST = Duration.ofMinutes(5);

    private final EventLog log;
    private final int count;
    private final long started;

    private DrainUnderWay(EventLog log, int count, long started) {
        this.log = log;
        this.count = count;
        this.started = started;
    }

    /** Writes {@code count} rows, the organizations in turn, and returns when the program may begin with them. */
    public static DrainUnderWay rows(Broker broker, List<String> organizations, int count) {
        return begin(broker, count, heap -> heap.rows(Drain.owners(organizations), count));
    }

    static DrainUnderWay begin(Broker broker, int count, Consumer<CommandHeap> commands) {
        try (var heap = new CommandHeap(broker)) {
            commands.accept(heap);
            var log = new EventLog(broker);
            long started = System.nanoTime();
            heap.release();
            return new DrainUnderWay(log, count, started);
        }
    }

    /** Returns when all but the last per cent of the events are committed, or all. */
    public void awaitNearlyDone() {
        log.awaitRoom(count, AT_MOST);
    }

    /** Waits for the last event and counts what there was when. */
    public Drain await() {
        awaitNearlyDone();
        log.awaitSilence(AT_MOST);
        return Drain.measured(log.growth(), started, count);
    }

    @Override
    public void close() {
        log.close();
    }
}
