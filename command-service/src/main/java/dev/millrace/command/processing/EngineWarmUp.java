package dev.millrace.command.processing;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.row.RowCommand.DeleteRow;
import dev.millrace.schemas.row.RowCommand.PatchRow;
import dev.millrace.schemas.row.RowCommand.PutRow;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.state.Stores;

/**
 * Lets the engine decide commands that nobody sent, over a store in memory, before the node takes partitions. The first decisions of a JVM take many times as long as
 * later ones, because classes are loaded and handlers looked up; the organizations of a node that comes back would wait for that.
 */
final class EngineWarmUp {

    /** It exists in that store alone. */
    private static final OrganizationId NOBODY = new OrganizationId("millrace.warm-up");

    private static final TableId TABLE = new TableId("table");
    private static final RowId ROW = new RowId("row");

    private final CommandEngine engine;
    private final TaskState state;
    private final Instant now;
    private final List<Outcome> outcomes = new ArrayList<>();

    private EngineWarmUp(CommandEngine engine, Instant now) {
        var store = new TaskStore(Stores.inMemoryKeyValueStore("warm-up").get());
        this.engine = engine;
        this.state = new TaskState(
                new EntityStore(store, new EntityCache(0)),
                new Deduplication(store, Duration.ofDays(1)),
                new KeptCommands(store),
                new Heads(store));
        this.now = now;
    }

    /**
     * Decides.
     *
     * @param rounds how often a row is written, changed and removed
     * @return what became of each command
     */
    static List<Outcome> run(CommandEngine engine, Instant now, int rounds) {
        var warmUp = new EngineWarmUp(engine, now);
        warmUp.decide(new CreateOrganization("Nobody"));
        warmUp.decide(new DefineTable(TABLE, "Table", json("""
                {"type": "object", "properties": {"text": {"type": "string"}, "number": {"type": "number"}}, "required": ["text"]}""")));
        for (int round = 0; round < rounds; round++) {
            warmUp.decide(new PutRow(TABLE, ROW, json("{\"text\": \"one\", \"number\": 1}")));
            warmUp.decide(new PatchRow(TABLE, ROW, json("{\"number\": null}")));
            warmUp.decide(new DeleteRow(TABLE, ROW));
        }
        return warmUp.outcomes;
    }

    private void decide(DomainCommand command) {
        var id = new CommandId(new UUID(0, outcomes.size()));
        var sent = Records.of(new CommandRecord(
                id,
                NOBODY,
                Catalogue.commandTypeOf(command.getClass()).value(),
                RawJson.of(Json.MAPPER.writeValueAsBytes(command)),
                null,
                now,
                "nobody",
                "/warm-up",
                id.toString(),
                null,
                null));
        var record = new InputRecord(sent.key(), sent.value(), sent.headers(), now.toEpochMilli(), 0, outcomes.size());
        var effects = engine.handle(record, state);
        state.store(effects, now.toEpochMilli());
        for (var event : effects.events) {
            var _ = Records.headers(event);
        }
        for (var answer : effects.answers) {
            var _ = Records.headers(answer.outcome(), NOBODY, answer.time(), answer.replyTo());
            outcomes.add(answer.outcome());
        }
    }

    private static JsonObject json(String text) {
        return Json.MAPPER.readValue(text, JsonObject.class);
    }
}
