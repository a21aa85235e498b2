package dev.millrace.ingest.translation;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Short transactions on a connection of their own. */
final class Transactions {

    private Transactions() {}

    /** What runs inside. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Commits what the work did, or rolls all of it back and passes its failure on. */
    static <T> T run(DataSource dataSource, Work<T> work) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
