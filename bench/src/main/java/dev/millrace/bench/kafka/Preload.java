package dev.millrace.bench.kafka;

import dev.millrace.bench.workload.NanoClock;
import dev.millrace.bench.workload.RowData;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Commands written straight onto {@code millrace.commands}, as the front doors write them but as fast as the broker takes them. */
final class Preload {

    private static final String ACTOR = "bench";
    private static final String SOURCE = "/bench";

    private final Broker broker;
    private final NanoClock clock = NanoClock.now();
    private final SplittableRandom random = new SplittableRandom();
    private final RowData data = new RowData();

    Preload(Broker broker) {
        this.broker = broker;
    }

    /** Writes {@code count} commands, the organizations in turn, and returns when all are acknowledged. */
    void write(List<OrganizationId> organizations, int count) {
        try (var producer = producer()) {
            for (int i = 0; i < count; i++) {
                var organization = organizations.get(i % organizations.size());
                var row = data.write(RowData.row(i / organizations.size()), clock.epochNanos());
                var _ = producer.send(Records.of(command(organization, "row.put", row.clone())));
            }
            producer.flush();
        }
    }

    /** Makes organizations, each with the table, and returns when all commands are acknowledged. */
    void create(List<OrganizationId> organizations) {
        try (var producer = producer()) {
            for (var organization : organizations) {
                var name = "{\"name\":\"%s\"}".formatted(organization);
                var table = "{\"table\":\"%s\",\"schema\":%s}".formatted(RowData.TABLE, RowData.SCHEMA);
                var _ = producer.send(Records.of(command(organization, "organization.create", utf8(name))));
                var _ = producer.send(Records.of(command(organization, "table.define", utf8(table))));
            }
            producer.flush();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return broker.producer(Map.of("linger.ms", 5, "batch.size", 256 * 1024));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CommandRecord command(OrganizationId organization, String type, byte[] json) {
        var id = new CommandId(new UUID(random.nextLong(), random.nextLong()));
        return new CommandRecord(
                id,
                organization,
                type,
                RawJson.of(json),
                null,
                Instant.now(),
                ACTOR,
                SOURCE,
                id.toString(),
                null,
                null);
    }
}
