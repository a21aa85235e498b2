package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import dev.millrace.schemas.envelope.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Given commands, when a command, then an outcome and events: entities as the processor runs them, JSON and store included, without Kafka. */
public final class EntityFixture {

    public static final OrganizationId ACME = new OrganizationId("acme");
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** What became of a command. */
    public record Result(Outcome outcome, List<EventRecord> records) {

        /** The events; none if it was refused. */
        public List<DomainEvent> events() {
            return records.stream().map(Result::event).toList();
        }

        /** Why it was refused. */
        public ErrorCode code() {
            assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
            return ((Outcome.Rejected) outcome).code();
        }

        /** Where the caller's data is wrong. */
        public List<String> pointers() {
            assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
            return ((Outcome.Rejected) outcome)
                    .errors().stream().map(FieldError::pointer).toList();
        }

        public boolean accepted() {
            return outcome instanceof Outcome.Accepted;
        }

        private static DomainEvent event(EventRecord event) {
            return Json.MAPPER.readValue(
                    event.data().bytes(), Catalogue.event(event.type()).orElseThrow());
        }
    }

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("state").get();
    private final Decider decider;
    private int commands;

    public EntityFixture(EntityRuntime runtime) {
        this.decider = new Decider(runtime);
    }

    /** Commands that succeed. */
    public EntityFixture given(DomainCommand... before) {
        for (var command : before) {
            var result = when(command);
            assertThat(result.outcome()).isInstanceOf(Outcome.Accepted.class);
        }
        return this;
    }

    public Result when(DomainCommand command) {
        return when(command, null);
    }

    public Result when(DomainCommand command, @Nullable Long expectedVersion) {
        var data = RawJson.of(Json.MAPPER.writeValueAsBytes(command));
        return decide(record(Catalogue.commandTypeOf(command.getClass()).value(), data, expectedVersion));
    }

    /** All of them or none. */
    public Result whenBatch(DomainCommand... commandsOfBatch) {
        var items = List.of(commandsOfBatch).stream()
                .map(command -> Map.of(
                        "type",
                        Catalogue.commandTypeOf(command.getClass()).value(),
                        "data",
                        Json.MAPPER.valueToTree(command)))
                .toList();
        var data = RawJson.of(Json.MAPPER.writeValueAsBytes(Map.of("commands", items)));
        return decide(record(CommandRecord.BATCH, data, null));
    }

    private Result decide(CommandRecord command) {
        var state = state();
        return switch (decider.decide(command, state)) {
            case Decider.Verdict.Accepted accepted -> {
                accepted.entities().forEach(state.entities()::put);
                state.heads().put(ACME, accepted.head());
                state.heads().writeOut();
                yield new Result(accepted.outcome(), accepted.events());
            }
            case Decider.Verdict.Refused refused -> new Result(refused.outcome(), List.of());
            case Decider.Verdict.Broken broken -> throw new AssertionError("A bug", broken.cause());
        };
    }

    /** Reads everything back from the store each time. */
    private TaskState state() {
        var tasks = new TaskStore(store);
        return new TaskState(
                new EntityStore(tasks, new EntityCache(0)),
                new Deduplication(tasks, Duration.ofDays(7)),
                new KeptCommands(tasks),
                new Heads(tasks));
    }

    private CommandRecord record(String type, RawJson data, @Nullable Long expectedVersion) {
        var id = new CommandId(new UUID(1, ++commands));
        return new CommandRecord(
                id, ACME, type, data, expectedVersion, NOON, "anna", "/test", id.toString(), null, null);
    }
}
