package dev.millrace.ingest;

import static org.awaitility.Awaitility.await;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.ingest.source.SourceProjection;
import dev.millrace.schemas.envelope.CommandId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of deliveries as a test sees and prepares it. */
record TestDeliveries(DataSource dataSource) {

    /** What a node leaves that won a claim and died. */
    void claimedBefore(TestSource source, String id, Duration age) {
        jdbc().sql("""
                        insert into ingest.delivery
                            (organization, source, delivery_id, state, claim, claimed_at, event, content_type, received_at)
                        values (?, ?, ?, 'claimed', ?, clock_timestamp() - make_interval(secs => ?), 'issues', 'application/json', now())""")
                .params(source.organization().value(), source.id().value(), id, UUID.randomUUID(), (double)
                        age.toSeconds())
                .update();
    }

    /** What an earlier version wrote down: a command for each mapping. */
    void writtenDown(TestSource source, String id, List<CommandId> commands) {
        for (int mapping = 0; mapping < commands.size(); mapping++) {
            jdbc().sql("insert into ingest.delivery_command values (?, ?, ?, 1, ?, ?)")
                    .params(
                            source.organization().value(),
                            source.id().value(),
                            id,
                            mapping,
                            commands.get(mapping).value())
                    .update();
        }
    }

    void setState(TestSource source, String id, DeliveryState state) {
        jdbc().sql("update ingest.delivery set state = ? where organization = ? and delivery_id = ?")
                .params(state.text(), source.organization().value(), id)
                .update();
    }

    String state(TestSource source, String id) {
        return jdbc().sql("select state from ingest.delivery where organization = ? and source = ? and delivery_id = ?")
                .params(source.organization().value(), source.id().value(), id)
                .query(String.class)
                .optional()
                .orElse("none");
    }

    void awaitState(TestSource source, String id, DeliveryState state) {
        await("state of " + id).until(() -> state(source, id).equals(state.text()));
    }

    /** Keeps the translator from moving, as if it were far behind, until this is closed. */
    AutoCloseable translatorHeldUp() throws SQLException {
        return heldUp("millrace.ingest.translation");
    }

    /** The same for what knows the sources. */
    AutoCloseable sourcesHeldUp() throws SQLException {
        return heldUp(SourceProjection.NAME);
    }

    private AutoCloseable heldUp(String projection) throws SQLException {
        var connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        try (var lock =
                connection.prepareStatement("select 1 from ingest.checkpoint where projection = ? for update")) {
            lock.setString(1, projection);
            lock.execute();
        }
        return () -> release(connection);
    }

    private static void release(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }
}
