package dev.millrace.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Short transactions, each on a connection of its own. Thread-safe. */
public final class Transactions {

    private final DataSource dataSource;
    private final boolean soonDurable;

    /** Whose commits are durable at once. */
    public Transactions(DataSource dataSource) {
        this(dataSource, false);
    }

    private Transactions(DataSource dataSource, boolean soonDurable) {
        this.dataSource = dataSource;
        this.soonDurable = soonDurable;
    }

    /** Whose commits do not wait for the disk. A crash of PostgreSQL may undo the last of them, rows and checkpoint alike, until a later transaction is durable. */
    public static Transactions soonDurable(DataSource dataSource) {
        return new Transactions(dataSource, true);
    }

    /** What runs inside. */
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Commits what the work did, or rolls all of it back and passes its failure on. */
    public <T> T run(Work<T> work) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (soonDurable) {
                    doNotWait(connection);
                }
                var result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void doNotWait(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local synchronous_commit = off");
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e); // the connection is gone, and with it the transaction
        }
    }
}
