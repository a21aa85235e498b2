package dev.millrace.bench.peer;

import java.sql.SQLException;

/** What one caller of a peer in this process has to itself. */
interface RowWriter extends AutoCloseable {

    /** Command {@code number}: returns when it is committed. */
    void put(long number) throws SQLException;

    @Override
    void close() throws SQLException;

    /** Opens writers. */
    @FunctionalInterface
    interface Source {
        RowWriter open() throws SQLException;
    }
}
