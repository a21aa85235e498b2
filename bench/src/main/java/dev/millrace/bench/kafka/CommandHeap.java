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

/**
 * Commands written straight onto {@code millrace.commands}, as the front doors write them but in one transaction: the program, which reads what is committed, sees none of
 * them until {@link #release}, and then all. Nothing is written any more while it works them off, so that writing takes nothing from it.
 */
final class CommandHeap implements AutoCloseable {

    private static final String ACTOR = "bench";
    private static final String SOURCE = "/bench";

    /** One request at a time: the broker refuses batches that overtake the first of a transaction. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "transactional.id",
            "bench-commands",
            "max.in.flight.requests.per.connection",
            1,
            "linger.ms",
            5,
            "batch.size",
            256 * 1024);

    private final KafkaProducer<byte[], byte[]> producer;
    private final NanoClock clock = NanoClock.now();
    private final SplittableRandom random = new SplittableRandom();
    private final RowData data = new RowData();

    CommandHeap(Broker broker) {
        producer = broker.producer(SETTINGS);
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** Adds {@code count} rows, the organizations in turn. */
    void rows(List<OrganizationId> organizations, int count) {
        for (int i = 0; i < count; i++) {
            var organization = organizations.get(i % organizations.size());
            var row = data.write(RowData.row(i / organizations.size()), clock.epochNanos());
            send(command(organization, "row.put", row.clone()));
        }
        producer.flush();
    }

    /** Adds the commands that make organizations, each with the table. */
    void organizations(List<OrganizationId> organizations) {
        for (var organization : organizations) {
            var name = "{\"name\":\"%s\"}".formatted(organization);
            var table = "{\"table\":\"%s\",\"schema\":%s}".formatted(RowData.TABLE, RowData.SCHEMA);
            send(command(organization, "organization.create", utf8(name)));
            send(command(organization, "table.define", utf8(table)));
        }
        producer.flush();
    }

    /** The program may see them. */
    void release() {
        producer.commitTransaction();
    }

    /** What was not released is not seen by anybody. */
    @Override
    public void close() {
        producer.close();
    }

    private void send(CommandRecord command) {
        var _ = producer.send(Records.of(command)); // one that fails makes the commit fail
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
