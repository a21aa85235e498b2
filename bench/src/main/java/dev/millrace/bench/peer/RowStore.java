package dev.millrace.bench.peer;

import dev.millrace.bench.workload.NanoClock;
import dev.millrace.bench.workload.RowData;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One connection that writes rows as an application without a platform would. Not thread-safe. */
final class RowStore implements RowWriter {

    private final NanoClock clock = NanoClock.now();
    private final RowData data = new RowData();
    private final Connection connection;
    private final PreparedStatement select;
    private final PreparedStatement event;
    private final PreparedStatement outbox;
    private final PreparedStatement state;

    RowStore(PeerDatabase database, Commit commit) throws SQLException {
        connection = DriverManager.getConnection(database.url(), database.connection(commit));
        connection.setAutoCommit(false);
        select = connection.prepareStatement(
                "select version, data from peer_row where organization = ? and row = ? for update");
        event = connection.prepareStatement(
                "insert into peer_event (organization, row, version, type, data) values (?, ?, ?, 'row.written', ?)");
        outbox = connection.prepareStatement("insert into peer_outbox (organization, row, version) values (?, ?, ?)");
        state = connection.prepareStatement("""
                insert into peer_row (organization, row, version, data) values (?, ?, ?, ?)
                on conflict (organization, row) do update set version = excluded.version, data = excluded.data""");
    }

    static void createTables(PeerDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.connection(Commit.DURABLE));
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table peer_row (
                        organization int, row text, version bigint not null, data bytea not null,
                        primary key (organization, row));
                    create table peer_event (
                        id bigint generated always as identity primary key,
                        organization int not null, row text not null, version bigint not null,
                        type text not null, data bytea not null, unique (organization, row, version));
                    create table peer_outbox (
                        id bigint generated always as identity primary key,
                        organization int not null, row text not null, version bigint not null)""");
        }
    }

    @Override
    public void put(long number) throws SQLException {
        int organization = RowNumbers.organization(number);
        long row = RowNumbers.row(number);
        var name = "r-" + row;
        var json = data.write(row, clock.epochNanos());
        long version = lock(organization, name) + 1;
        insertEvent(organization, name, version, json);
        insertOutbox(organization, name, version);
        writeState(organization, name, version, json);
        connection.commit();
    }

    private long lock(int organization, String row) throws SQLException {
        select.setInt(1, organization);
        select.setString(2, row);
        try (var found = select.executeQuery()) {
            return found.next() ? found.getLong(1) : 0;
        }
    }

    private void insertEvent(int organization, String row, long version, byte[] json) throws SQLException {
        event.setInt(1, organization);
        event.setString(2, row);
        event.setLong(3, version);
        event.setBytes(4, json);
        event.executeUpdate();
    }

    private void insertOutbox(int organization, String row, long version) throws SQLException {
        outbox.setInt(1, organization);
        outbox.setString(2, row);
        outbox.setLong(3, version);
        outbox.executeUpdate();
    }

    private void writeState(int organization, String row, long version, byte[] json) throws SQLException {
        state.setInt(1, organization);
        state.setString(2, row);
        state.setLong(3, version);
        state.setBytes(4, json);
        state.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
