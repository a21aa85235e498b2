package dev.millrace.query.deadletter;

import dev.millrace.platform.kafka.DeadLetters;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The {@code dead_letter} table: each dead letter in its newest state. They are few: a statement each. */
public final class DeadLetterProjection implements RecordProjection {

    private final String upsert;

    /** The projection into a schema. */
    public DeadLetterProjection(QuerySchema schema) {
        this.upsert = schema.in("""
                insert into %s.dead_letter
                    (organization, id, kind, state, type, topic, partition, record_offset, cause, taken_at, actor, data)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?)
                on conflict (organization, id) do update set kind = excluded.kind, state = excluded.state, type = excluded.type, topic = excluded.topic,
                    partition = excluded.partition, record_offset = excluded.record_offset, cause = excluded.cause,
                    taken_at = excluded.taken_at, actor = excluded.actor, data = excluded.data
                """);
    }

    @Override
    public String name() {
        return "millrace.query.dead-letters";
    }

    @Override
    public Topic topic() {
        return Topics.DEAD_LETTERS;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(upsert)) {
            for (var record : batch) {
                bind(statement, DeadLetters.read(record));
                statement.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, DeadLetterRecord letter) throws SQLException {
        statement.setString(1, letter.organization().value());
        statement.setString(2, letter.id());
        statement.setString(3, letter.kind().name());
        statement.setString(4, letter.state().name());
        statement.setString(5, letter.type());
        statement.setString(6, letter.topic());
        statement.setInt(7, letter.partition());
        statement.setLong(8, letter.offset());
        statement.setString(9, letter.cause());
        statement.setString(10, letter.time().toString());
        statement.setString(11, letter.actor());
        statement.setString(12, Base64.getEncoder().encodeToString(letter.data().bytes()));
    }
}
