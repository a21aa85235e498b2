package dev.millrace.bench.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.peer.axon.AxonRows;
import dev.millrace.bench.peer.axon.PutRow;
import dev.millrace.bench.peer.axon.Reading;
import dev.millrace.bench.workload.NanoClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** Axon Framework on its JPA event storage, as {@link AxonRows} sets it up. Each kind of commit has a database, a connection pool and an Axon configuration of its own. */
public final class AxonOnJpa implements Peer {

    /** One for each of the most callers, and some for what Axon does beside them. */
    private static final int CONNECTIONS = 40;

    private final PeerDatabase database;
    private final Callers callers = new Callers();
    private final NanoClock clock = NanoClock.now();
    private final Map<Commit, Store> stores = new EnumMap<>(Commit.class);

    /** Starts a server in an empty directory. */
    public AxonOnJpa(Path directory) {
        database = PeerDatabase.start(directory);
    }

    private record Store(HikariDataSource pool, AxonRows rows) {

        void close() {
            rows.close();
            pool.close();
        }
    }

    @Override
    public String name() {
        return "Axon 5.0.1 on JPA";
    }

    @Override
    public double closedLoop(Commit commit, int count, Duration duration) {
        var rows = rows(commit);
        return callers.closedLoop(() -> new Writer(rows), count, duration);
    }

    @Override
    public LoadResult paced(Commit commit, Schedule schedule) {
        var rows = rows(commit);
        return callers.paced(() -> new Writer(rows), schedule);
    }

    /** The rows, ready to take commands. */
    AxonRows rows(Commit commit) {
        return stores.computeIfAbsent(commit, this::store).rows();
    }

    /** Where the events of {@link #rows} are. */
    DataSource dataSource(Commit commit) {
        return stores.computeIfAbsent(commit, this::store).pool();
    }

    private Store store(Commit commit) {
        var pool = new HikariDataSource(pool(database.url("axon_" + commit.setting()), database.connection(commit)));
        return new Store(pool, new AxonRows(pool));
    }

    private static HikariConfig pool(String url, Properties connection) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(connection);
        config.setMinimumIdle(CONNECTIONS);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setAutoCommit(false);
        return config;
    }

    /** All of them share the command gateway. */
    private final class Writer implements RowWriter {

        private final AxonRows rows;

        Writer(AxonRows rows) {
            this.rows = rows;
        }

        @Override
        public void put(long number) {
            long row = RowNumbers.row(number);
            var name = "%d/r-%08d".formatted(RowNumbers.organization(number), row);
            rows.put(new PutRow(name, Reading.at(clock.epochNanos()), null));
        }

        @Override
        public void close() {
            // nothing of its own
        }
    }

    @Override
    public void close() throws IOException {
        stores.values().forEach(Store::close);
        database.close();
    }
}
