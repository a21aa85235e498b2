package dev.millrace.bench.kafka;

import dev.millrace.bench.workload.NanoClock;
import dev.millrace.bench.workload.RowData;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

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
        try (var producer = broker.producer(Map.of("linger.ms", 5, "batch.size", 256 * 1024))) {
            for (int i = 0; i < count; i++) {
                var organization = organizations.get(i % organizations.size());
                var _ = producer.send(Records.of(command(organization, i / organizations.size())));
            }
            producer.flush();
        }
    }

    private CommandRecord command(OrganizationId organization, long turn) {
        var id = new CommandId(new UUID(random.nextLong(), random.nextLong()));
        var json = data.write(RowData.row(turn), clock.epochNanos()).clone();
        return new CommandRecord(
                id,
                organization,
                "row.put",
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
