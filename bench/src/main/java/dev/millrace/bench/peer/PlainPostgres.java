package dev.millrace.bench.peer;

import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The same command without any platform: one transaction that locks the row, checks its version, inserts event and outbox entry and writes the state. Called in process,
 * without HTTP and without a schema check, each caller on a connection of its own.
 */
public final class PlainPostgres implements Peer {

    private final PeerDatabase database;
    private final Callers callers = new Callers();

    /** Starts a server in an empty directory. */
    public PlainPostgres(Path directory) throws IOException {
        database = PeerDatabase.start(directory);
        try {
            RowStore.createTables(database);
        } catch (SQLException e) {
            database.close();
            throw new IllegalStateException("Expected PostgreSQL to make the tables", e);
        }
    }

    @Override
    public String name() {
        return "plain PostgreSQL";
    }

    @Override
    public double closedLoop(Commit commit, int count, Duration duration) {
        return callers.closedLoop(() -> new RowStore(database, commit), count, duration);
    }

    @Override
    public LoadResult paced(Commit commit, Schedule schedule) {
        return callers.paced(() -> new RowStore(database, commit), schedule);
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
