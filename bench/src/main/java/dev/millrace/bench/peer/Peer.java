package dev.millrace.bench.peer;

import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Schedule;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Another way to write rows: a check of the row's state, one event of some 300 bytes, one durable commit, without HTTP. It works on a PostgreSQL of its own. */
public interface Peer extends Closeable {

    /** What the tables call it. */
    String name();

    /** Why it cannot run on this machine; empty if it can. */
    default Optional<String> hindrance() {
        return Optional.empty();
    }

    /** Commands a second of callers who each wait for their commit. */
    double closedLoop(Commit commit, int callers, Duration duration) throws IOException;

    /** From due to committed, at the pace of a schedule, by a few callers. */
    LoadResult paced(Commit commit, Schedule schedule) throws IOException;
}
