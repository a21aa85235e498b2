package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows the outcomes of all commands, picks out those of deliveries and ends these. Commands of others cost a look at one index. */
public final class OutcomeProjection implements RecordProjection {

    /** Stable for ever: positions are kept under it. */
    public static final String NAME = "millrace.ingest.outcomes";

    private final Verdicts verdicts;

    public OutcomeProjection(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /** A command of ours that has no outcome yet. */
    private record Awaited(UUID command, DeliveryKey delivery, int attempt) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic topic() {
        return Topics.OUTCOMES;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException {
        var records = byCommand(batch);
        if (records.isEmpty()) {
            return;
        }
        var concerned = new TreeMap<DeliveryKey, Integer>();
        for (var awaited : awaited(records, connection).values()) {
            var record = records.get(awaited.command());
            if (record != null
                    && Records.organization(record.key())
                            .equals(awaited.delivery().organization())) {
                note(awaited.command(), Outcomes.fromJson(record.value()), connection);
                concerned.merge(awaited.delivery(), awaited.attempt(), Math::max);
            }
        }
        if (!concerned.isEmpty()) {
            verdicts.conclude(concerned, connection);
        }
    }

    private static Map<UUID, ConsumerRecord<byte[], byte[]>> byCommand(List<ConsumerRecord<byte[], byte[]>> batch) {
        var records = new HashMap<UUID, ConsumerRecord<byte[], byte[]>>();
        for (var record : batch) {
            var id = Records.outcomeOf(record.headers()).value();
            if (CommandIds.isOfDelivery(id)) {
                records.put(id, record);
            }
        }
        return records;
    }

    /** Sorted, so that rows of commands too are always locked in one order. */
    private static SortedMap<UUID, Awaited> awaited(Map<UUID, ?> records, Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                select command_id, organization, source, delivery_id, attempt from ingest.delivery_command
                where command_id = any(?::uuid[]) and outcome is null""")) {
            select.setArray(1, KeyArrays.array(connection, "uuid", records.keySet(), id -> id));
            var awaited = new TreeMap<UUID, Awaited>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var command = rows.getObject("command_id", UUID.class);
                    awaited.put(command, new Awaited(command, Journal.key(rows), rows.getInt("attempt")));
                }
            }
            return awaited;
        }
    }

    private static void note(UUID command, Outcome outcome, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement(
                "update ingest.delivery_command set outcome = ?, code = ?, detail = ? where command_id = ?")) {
            switch (outcome) {
                case Outcome.Accepted _ -> {
                    update.setString(1, "accepted");
                    update.setString(2, null);
                    update.setString(3, null);
                }
                case Outcome.Rejected rejected -> {
                    update.setString(1, "rejected");
                    update.setString(2, rejected.code().name());
                    update.setString(3, rejected.detail());
                }
            }
            update.setObject(4, command);
            update.executeUpdate();
        }
    }
}
