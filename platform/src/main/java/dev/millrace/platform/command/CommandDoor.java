package dev.millrace.platform.command;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.TimeOrderedUuid;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way in for commands, whichever front door they come through. What is wrong with a request is a {@link Problem} whose pointers are relative to
 * the request; nothing is logged then. Whether the caller may use the organization is the front door's to check.
 *
 * <p>Any thread may call it, except one that must not block: {@link #submit} waits up to 5 s where Kafka is out of reach.
 */
public final class CommandDoor {

    private final RequestReader reader;
    private final CommandPreparation preparation;
    private final CommandLimits limits;
    private final CommandLog log;
    private final PendingOutcomes pending;
    private final ReplyAddress replyAddress;
    private final InstantSource clock;

    public CommandDoor(
            CommandLimits limits,
            CommandLog log,
            PendingOutcomes pending,
            ReplyAddress replyAddress,
            Secrets secrets,
            InstantSource clock) {
        this.reader = new RequestReader(limits);
        this.preparation = new CommandPreparation(secrets, limits.maxDepth());
        this.limits = limits;
        this.log = log;
        this.pending = pending;
        this.replyAddress = replyAddress;
        this.clock = clock;
    }

    /** Reads {@code {"id"?, "type", "data", "expectedVersion"?}}. */
    public CommandRequest parse(byte[] json) {
        return reader.command(reader.tree(json));
    }

    /** Reads a command that stands inside something else. */
    public CommandRequest parse(JsonNode json) {
        return reader.command(json);
    }

    /** Reads {@code {"id"?, "commands": [{"type", "data", "expectedVersion"?}]}}. */
    public BatchRequest parseBatch(byte[] json) {
        return reader.batch(reader.tree(json));
    }

    /** Reads a batch that stands inside something else. */
    public BatchRequest parseBatch(JsonNode json) {
        return reader.batch(json);
    }

    /** Checks the command and appends it. */
    public Submission submit(OrganizationId organization, CommandRequest request, Origin origin) {
        var id = idOrNew(request.id());
        var findings = new Findings();
        var data = preparation.prepare(organization, request, id.toString(), "", findings);
        findings.throwIfAny();
        return append(organization, id, request.type(), data, request.expectedVersion(), origin);
    }

    /** Checks the commands and appends them as one; an id that was left out becomes the batch's id with the command's index behind it. */
    public Submission submitBatch(OrganizationId organization, BatchRequest batch, Origin origin) {
        int size = batch.commands().size();
        if (size < 1 || size > limits.maxBatch()) {
            throw new Problem(
                    ErrorCode.INVALID_REQUEST,
                    "Expected 1 to %d commands, but got %d".formatted(limits.maxBatch(), size));
        }
        var id = idOrNew(batch.id());
        var findings = new Findings();
        var data = JsonNodeFactory.instance.objectNode();
        var commands = data.putArray("commands");
        for (int i = 0; i < size; i++) {
            var command = batch.commands().get(i);
            var prepared = preparation.prepare(organization, command, id + "-" + i, "/commands/" + i, findings);
            var entry = commands.addObject().put("type", command.type());
            entry.set("data", prepared);
            if (command.expectedVersion() != null) {
                entry.put("expectedVersion", command.expectedVersion());
            }
        }
        findings.throwIfAny();
        return append(organization, id, CommandRecord.BATCH, data, null, origin);
    }

    /** The id, or a new one where the caller gave none. */
    public CommandId idOrNew(@Nullable CommandId id) {
        return id == null ? newId() : id;
    }

    private CommandId newId() {
        var random = UUID.randomUUID();
        return new CommandId(
                TimeOrderedUuid.of(clock.instant(), random.getMostSignificantBits(), random.getLeastSignificantBits()));
    }

    private Submission append(
            OrganizationId organization,
            CommandId id,
            String type,
            ObjectNode data,
            @Nullable Long expectedVersion,
            Origin origin) {
        Origins.check(origin);
        var command = new CommandRecord(
                id,
                organization,
                type,
                withinLimit(Json.MAPPER.writeValueAsBytes(data)),
                expectedVersion,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                origin.actor(),
                origin.source(),
                origin.correlationId() == null ? id.toString() : origin.correlationId(),
                origin.awaitsOutcome() ? replyAddress.value() : null,
                Origins.traceParent(origin));
        return origin.awaitsOutcome() ? appendAndAwait(command) : appendOnly(command);
    }

    private RawJson withinLimit(byte[] json) {
        if (json.length > limits.maxBytes().toBytes()) {
            throw new Problem(
                    ErrorCode.TOO_LARGE,
                    "Expected at most %d bytes, but got %d"
                            .formatted(limits.maxBytes().toBytes(), json.length));
        }
        return RawJson.of(json);
    }

    private Submission appendOnly(CommandRecord command) {
        var outcome = new CompletableFuture<Outcome>();
        var appended = log.append(command);
        var _ = appended.whenComplete((_, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(failure);
            }
        });
        return new Submission(command.id(), appended, outcome);
    }

    private Submission appendAndAwait(CommandRecord command) {
        if (pending.size() >= limits.maxPending()) {
            throw new Problem(
                    ErrorCode.OVERLOADED, "Expected fewer than %d waiting commands".formatted(limits.maxPending()));
        }
        var outcome = pending.await(command.organization(), command.id()).copy();
        var appended = log.append(command);
        var _ = appended.whenComplete((_, failure) -> {
            if (failure != null) {
                pending.fail(command.organization(), command.id(), failure);
            }
        });
        return new Submission(command.id(), appended, outcome);
    }
}
