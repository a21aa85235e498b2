package dev.millrace.platform.health;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Takes a connection and asks it whether it lives. */
record DatabaseProbe(DataSource dataSource) implements Callable<Finding> {

    private static final int VALID_SECONDS = 1;

    @Override
    public Finding call() throws SQLException {
        long started = System.nanoTime();
        try (var connection = dataSource.getConnection()) {
            if (!connection.isValid(VALID_SECONDS)) {
                return Finding.down("took a connection that is dead");
            }
        }
        return Finding.up(Map.of("latencyMillis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
    }

    /** The pool's connections now; all 0 before its first use. */
    Map<String, Object> pool() {
        if (!(dataSource instanceof HikariDataSource hikari) || hikari.getHikariPoolMXBean() == null) {
            return Map.of("total", 0, "idle", 0, "active", 0, "waiting", 0);
        }
        var pool = hikari.getHikariPoolMXBean();
        return Map.of(
                "total", pool.getTotalConnections(),
                "idle", pool.getIdleConnections(),
                "active", pool.getActiveConnections(),
                "waiting", pool.getThreadsAwaitingConnection());
    }
}
