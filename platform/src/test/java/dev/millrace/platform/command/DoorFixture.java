package dev.millrace.platform.command;

import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.util.unit.DataSize;

/** A door whose log is a recording producer. */
final class DoorFixture {

    static final OrganizationId ACME = new OrganizationId("acme");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");
    static final Origin HTTP = new Origin("ann", "/http", null, null, true);
    static final Secrets SECRETS = new Secrets(new EncryptionKeys(key(1), List.of()));

    final MockProducer<byte[], byte[]> producer;
    final PendingOutcomes pending = new PendingOutcomes(new Deadlines());
    final CommandDoor door;

    private DoorFixture(CommandLimits limits, boolean appendsAtOnce) {
        producer = new MockProducer<>(appendsAtOnce, null, new ByteArraySerializer(), new ByteArraySerializer());
        door = new CommandDoor(
                limits,
                new CommandLog(producer, Duration.ZERO),
                pending,
                new ReplyAddress("here/1"),
                SECRETS,
                InstantSource.fixed(NOON));
    }

    static DoorFixture open() {
        return new DoorFixture(limits(1_000_000, 10_000), true);
    }

    static DoorFixture withLimits(CommandLimits limits) {
        return new DoorFixture(limits, true);
    }

    /** The test completes or fails each append. */
    static DoorFixture withSlowLog() {
        return new DoorFixture(limits(1_000_000, 10_000), false);
    }

    static CommandLimits limits(long maxBytes, int maxPending) {
        return new CommandLimits(DataSize.ofBytes(maxBytes), 500, 100, maxPending);
    }

    static String key(int seed) {
        var bytes = new byte[32];
        bytes[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(bytes);
    }

    Submission submit(String body) {
        return door.submit(ACME, door.parse(utf8(body)), HTTP);
    }

    Submission submitBatch(String body) {
        return door.submitBatch(ACME, door.parseBatch(utf8(body)), HTTP);
    }

    CommandRecord logged() {
        var record = producer.history().getLast();
        return Records.command(record.value(), record.headers());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
