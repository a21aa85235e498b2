package dev.millrace.query.outcome;

import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The {@code outcome} table: the newest outcome of each command, as the JSON that is served. A retried dead letter has a second one. */
public final class OutcomeProjection implements RecordProjection {

    private final String upsert;

    /** The projection into a schema. */
    public OutcomeProjection(QuerySchema schema) {
        this.upsert = schema.in("""
                insert into %s.outcome (organization, command_id, outcome, recorded_at)
                select organization, command_id::uuid, outcome, to_timestamp(millis / 1000.0)
                from unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) as new (organization, command_id, outcome, millis)
                on conflict (organization, command_id) do update set outcome = excluded.outcome, recorded_at = excluded.recorded_at
                """);
    }

    private record Key(OrganizationId organization, CommandId id) {}

    @Override
    public String name() {
        return "millrace.query.outcomes";
    }

    @Override
    public Topic topic() {
        return Topics.OUTCOMES;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException {
        var newest = new LinkedHashMap<Key, ConsumerRecord<byte[], byte[]>>();
        for (var record : batch) {
            newest.put(new Key(Records.organization(record.key()), Records.outcomeOf(record.headers())), record);
        }
        List<String> organizations = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        List<Long> millis = new ArrayList<>();
        newest.forEach((key, record) -> {
            organizations.add(key.organization().value());
            ids.add(key.id().toString());
            outcomes.add(new String(record.value(), StandardCharsets.UTF_8));
            millis.add(record.timestamp());
        });
        try (var statement = connection.prepareStatement(upsert)) {
            statement.setArray(1, connection.createArrayOf("text", organizations.toArray(String[]::new)));
            statement.setArray(2, connection.createArrayOf("text", ids.toArray(String[]::new)));
            statement.setArray(3, connection.createArrayOf("text", outcomes.toArray(String[]::new)));
            statement.setArray(4, connection.createArrayOf("bigint", millis.toArray(Long[]::new)));
            statement.executeUpdate();
        }
    }
}
