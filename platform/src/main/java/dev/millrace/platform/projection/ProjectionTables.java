package dev.millrace.platform.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The two tables of the machinery in a service's schema: {@code checkpoint}, the only truth about how far a projection is, and {@code parked}, what it could not
 * apply. The runner makes them where the service's own migrations did not.
 */
final class ProjectionTables {

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,50}");

    private final String schema;

    ProjectionTables(String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("Expected a schema name like " + SCHEMA + ", but got " + schema);
        }
        this.schema = schema;
    }

    /** Makes the tables if they are missing; safe on several nodes at once. */
    void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            // "if not exists" alone fails when two sessions create at the same moment
            statement.execute("select pg_advisory_xact_lock(hashtext('millrace.projection." + schema + "'))");
            statement.execute("""
                    create table if not exists %1$s.checkpoint (
                        projection text not null, topic text not null, partition int not null, next_offset bigint not null,
                        primary key (projection, topic, partition));
                    create table if not exists %1$s.parked (
                        projection text not null, topic text not null, partition int not null, record_offset bigint not null,
                        organization text, cause text not null, parked_at timestamptz not null default now(),
                        primary key (projection, topic, partition, record_offset))
                    """.formatted(schema));
        }
    }

    /** The next offset of each partition; one that was never seen starts at 0. */
    Map<TopicPartition, Long> positions(Connection connection, String projection, Iterable<TopicPartition> partitions)
            throws SQLException {
        var positions = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            positions.put(partition, position(connection, projection, partition));
        }
        return positions;
    }

    private long position(Connection connection, String projection, TopicPartition partition) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into " + schema + ".checkpoint values (?, ?, ?, 0) on conflict do nothing")) {
            key(projection, partition).bind(insert, 1);
            insert.executeUpdate();
        }
        return lookUp(connection, projection, partition, "");
    }

    /** The next offset, locked: nobody applies anything of this partition until the transaction ends. */
    long lock(Connection connection, String projection, TopicPartition partition) throws SQLException {
        return lookUp(connection, projection, partition, " for update");
    }

    private long lookUp(Connection connection, String projection, TopicPartition partition, String suffix)
            throws SQLException {
        try (var select = connection.prepareStatement("select next_offset from " + schema
                + ".checkpoint where projection = ? and topic = ? and partition = ?" + suffix)) {
            key(projection, partition).bind(select, 1);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new Fenced("Expected a checkpoint of " + projection + " for " + partition);
                }
                return rows.getLong(1);
            }
        }
    }

    /** Moves each position from where it must be to after its batch; {@link Fenced} if one is somewhere else. */
    void advance(Connection connection, String projection, List<PartitionBatch> batches) throws SQLException {
        try (var update = connection.prepareStatement(move())) {
            for (var batch : batches) {
                bindMove(update, projection, batch.partition(), batch.expected(), batch.next());
                update.addBatch();
            }
            int[] moved = update.executeBatch();
            for (int i = 0; i < moved.length; i++) {
                if (moved[i] != 1) {
                    throw fenced(
                            projection,
                            batches.get(i).partition(),
                            batches.get(i).expected());
                }
            }
        }
    }

    /** Moves a position from where it must be to where the topic begins; {@link Fenced} if it is somewhere else. */
    void passOver(Connection connection, String projection, TopicPartition partition, long expected, long beginning)
            throws SQLException {
        try (var update = connection.prepareStatement(move())) {
            bindMove(update, projection, partition, expected, beginning);
            if (update.executeUpdate() != 1) {
                throw fenced(projection, partition, expected);
            }
        }
    }

    private String move() {
        return "update " + schema
                + ".checkpoint set next_offset = ? where projection = ? and topic = ? and partition = ? and next_offset = ?";
    }

    private static void bindMove(
            PreparedStatement update, String projection, TopicPartition partition, long expected, long next)
            throws SQLException {
        update.setLong(1, next);
        key(projection, partition).bind(update, 2);
        update.setLong(5, expected);
    }

    private static Fenced fenced(String projection, TopicPartition partition, long expected) {
        return new Fenced("Expected %s of %s at %d, but it was moved".formatted(partition, projection, expected));
    }

    void park(Connection connection, String projection, Parked parked) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into " + schema
                        + ".parked (projection, topic, partition, record_offset, organization, cause) values (?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            key(projection, parked.partition()).bind(insert, 1);
            insert.setLong(4, parked.offset());
            insert.setString(5, parked.organization());
            insert.setString(6, parked.cause());
            insert.executeUpdate();
        }
    }

    /** Removes one; false if it is not there any more. */
    boolean unpark(Connection connection, String projection, Parked parked) throws SQLException {
        try (var delete = connection.prepareStatement("delete from " + schema
                + ".parked where projection = ? and topic = ? and partition = ? and record_offset = ?")) {
            key(projection, parked.partition()).bind(delete, 1);
            delete.setLong(4, parked.offset());
            return delete.executeUpdate() == 1;
        }
    }

    /** The oldest of what is parked, in the order of the topic. */
    List<Parked> parked(Connection connection, String projection, int limit) throws SQLException {
        try (var select =
                connection.prepareStatement("select topic, partition, record_offset, organization, cause from " + schema
                        + ".parked where projection = ? order by topic, partition, record_offset limit ?")) {
            select.setString(1, projection);
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
                var parked = new ArrayList<Parked>();
                while (rows.next()) {
                    var partition = new TopicPartition(rows.getString(1), rows.getInt(2));
                    @Nullable String organization = rows.getString(4);
                    parked.add(new Parked(partition, rows.getLong(3), organization, rows.getString(5)));
                }
                return parked;
            }
        }
    }

    int countParked(Connection connection, String projection) throws SQLException {
        try (var select =
                connection.prepareStatement("select count(*) from " + schema + ".parked where projection = ?")) {
            select.setString(1, projection);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static Key key(String projection, TopicPartition partition) {
        return new Key(projection, partition);
    }

    private record Key(String projection, TopicPartition partition) {
        void bind(PreparedStatement statement, int from) throws SQLException {
            statement.setString(from, projection);
            statement.setString(from + 1, partition.topic());
            statement.setInt(from + 2, partition.partition());
        }
    }
}
