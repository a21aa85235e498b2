package dev.millrace.query.rebuild;

import dev.millrace.platform.web.Problem;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far the projections are on all nodes together: the checkpoints held against the ends of the topics. */
public final class Progress {

    private static final long WITHIN_SECONDS = 5;
    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource dataSource;
    private final Admin admin;

    public Progress(DataSource dataSource, Admin admin) {
        this.dataSource = dataSource;
        this.admin = admin;
    }

    /** One partition of a projection. */
    record Position(int partition, long position, long end) {}

    /**
     * One projection.
     *
     * @param lag    records that are still to be applied, give or take the marks that transactions leave in a topic
     * @param parked records that could not be applied
     */
    record Projection(String projection, String topic, long lag, long parked, List<Position> partitions) {}

    /** The projections of a schema; none where there is no such schema. */
    List<Projection> of(QuerySchema schema) throws SQLException {
        try {
            return read(schema);
        } catch (SQLException e) {
            if (schema.equals(SchemaSwitch.NEXT) && UNDEFINED_TABLE.equals(e.getSQLState())) {
                return List.of(); // it was there when it was looked for; a rebuild has taken it away since
            }
            throw e;
        }
    }

    private List<Projection> read(QuerySchema schema) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            if (!exists(connection, schema)) {
                return List.of();
            }
            var checkpoints = checkpoints(connection, schema);
            var ends = ends(checkpoints);
            var projections = new ArrayList<Projection>();
            for (var entry : checkpoints.entrySet()) {
                projections.add(
                        projection(entry.getKey(), entry.getValue(), ends, parked(connection, schema, entry.getKey())));
            }
            return projections;
        }
    }

    private static Projection projection(
            String name, Map<TopicPartition, Long> checkpoints, Map<TopicPartition, Long> ends, long parked) {
        long lag = 0;
        var positions = new ArrayList<Position>();
        var topic = "";
        for (var entry : checkpoints.entrySet()) {
            topic = entry.getKey().topic();
            long end = ends.getOrDefault(entry.getKey(), entry.getValue());
            lag += Math.max(0, end - entry.getValue());
            positions.add(new Position(entry.getKey().partition(), entry.getValue(), end));
        }
        positions.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
        return new Projection(name, topic, lag, parked, positions);
    }

    private static boolean exists(Connection connection, QuerySchema schema) throws SQLException {
        try (var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, schema.name() + ".checkpoint");
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static Map<String, Map<TopicPartition, Long>> checkpoints(Connection connection, QuerySchema schema)
            throws SQLException {
        var checkpoints = new TreeMap<String, Map<TopicPartition, Long>>();
        try (var statement = connection.prepareStatement(
                        schema.in("select projection, topic, partition, next_offset from %s.checkpoint"));
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                checkpoints
                        .computeIfAbsent(rows.getString(1), _ -> new HashMap<>())
                        .put(new TopicPartition(rows.getString(2), rows.getInt(3)), rows.getLong(4));
            }
        }
        return checkpoints;
    }

    private static long parked(Connection connection, QuerySchema schema, String projection) throws SQLException {
        try (var statement =
                connection.prepareStatement(schema.in("select count(*) from %s.parked where projection = ?"))) {
            statement.setString(1, projection);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private Map<TopicPartition, Long> ends(Map<String, Map<TopicPartition, Long>> checkpoints) {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        checkpoints
                .values()
                .forEach(partitions ->
                        partitions.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest())));
        try {
            var found = admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(WITHIN_SECONDS, TimeUnit.SECONDS);
            var ends = new HashMap<TopicPartition, Long>();
            found.forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem(ErrorCode.UNAVAILABLE, "Expected Kafka to tell the ends of its topics, but it did not");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ErrorCode.UNAVAILABLE, "Expected the time to ask Kafka, but this process is stopping");
        }
    }
}
