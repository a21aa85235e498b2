package dev.millrace.platform.command;

import static dev.millrace.schemas.ErrorCode.INVALID_ID;
import static dev.millrace.schemas.ErrorCode.INVALID_REQUEST;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Ids.InvalidId;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the envelope of a command or batch and says everything that is wrong with it. The command's own data is checked later. */
final class RequestReader {

    private static final Set<String> COMMAND_MEMBERS = Set.of("id", "type", "data", "expectedVersion");
    private static final Set<String> BATCHED_MEMBERS = Set.of("type", "data", "expectedVersion");
    private static final Set<String> BATCH_MEMBERS = Set.of("id", "commands");

    private final CommandLimits limits;

    RequestReader(CommandLimits limits) {
        this.limits = limits;
    }

    JsonNode tree(byte[] json) {
        if (json.length > limits.maxBytes().toBytes()) {
            throw new Problem(
                    ErrorCode.TOO_LARGE,
                    "Expected at most %d bytes, but got %d"
                            .formatted(limits.maxBytes().toBytes(), json.length));
        }
        if (!Json.isUtf8(json)) {
            throw new Problem(ErrorCode.MALFORMED_JSON, "Expected JSON in UTF-8, but some bytes are not");
        }
        try (var parser = Json.MAPPER.createParser(json)) {
            return tree(parser);
        }
    }

    CommandRequest command(JsonNode json) {
        var findings = new Findings();
        var command = command(json, "", COMMAND_MEMBERS, findings);
        findings.throwIfAny();
        return command;
    }

    BatchRequest batch(JsonNode json) {
        var findings = new Findings();
        var object = object(json, "", findings);
        refuseUnknown(object, "", BATCH_MEMBERS, findings);
        var id = id(object, "", findings);
        var commands = commands(object.get("commands"), findings);
        findings.throwIfAny();
        return new BatchRequest(id, commands);
    }

    private static JsonNode tree(JsonParser parser) {
        try {
            @Nullable JsonNode tree = Json.MAPPER.readTree(parser);
            if (tree == null || tree.isMissingNode() || parser.nextToken() != null) { // null for white space alone
                throw new Problem(ErrorCode.MALFORMED_JSON, "Expected one JSON value");
            }
            return tree;
        } catch (StreamConstraintsException | NumberFormatException _) { // the latter for an exponent beyond 32 bits
            throw tooMuch(parser);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new Problem(
                    ErrorCode.MALFORMED_JSON,
                    "Expected well-formed JSON without repeated members, but it breaks off near line %d, column %d"
                            .formatted(place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr()));
        }
    }

    private static Problem tooMuch(JsonParser parser) {
        var context = parser.streamReadContext();
        if (context.getNestingDepth() >= parser.streamReadConstraints().getMaxNestingDepth()) {
            return new Problem(INVALID_REQUEST, "Expected less nesting");
        }
        var detail = "Expected smaller numbers and shorter names of members";
        return new Problem(ErrorCode.UNSTORABLE_VALUE, detail, List.of(new FieldError("", detail)));
    }

    private List<CommandRequest> commands(@Nullable JsonNode array, Findings findings) {
        if (array == null || !array.isArray() || array.isEmpty() || array.size() > limits.maxBatch()) {
            findings.add(
                    INVALID_REQUEST, "/commands", "Expected an array of 1 to %d commands".formatted(limits.maxBatch()));
            return List.of();
        }
        var commands = new ArrayList<CommandRequest>(array.size());
        for (int i = 0; i < array.size(); i++) {
            commands.add(command(array.get(i), "/commands/" + i, BATCHED_MEMBERS, findings));
        }
        return commands;
    }

    private static CommandRequest command(JsonNode json, String at, Set<String> members, Findings findings) {
        var object = object(json, at, findings);
        refuseUnknown(object, at, members, findings);
        var id = members.contains("id") ? id(object, at, findings) : null;
        var type = object.path("type");
        if (!type.isString() && json.isObject()) {
            findings.add(INVALID_REQUEST, at + "/type", "Expected the name of a command as a string");
        }
        var data = object.path("data");
        if (!data.isObject() && json.isObject()) {
            findings.add(INVALID_REQUEST, at + "/data", "Expected an object");
        }
        return new CommandRequest(
                id, type.asString(""), data instanceof ObjectNode node ? node : empty(), version(object, at, findings));
    }

    private static ObjectNode object(JsonNode json, String at, Findings findings) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        findings.add(INVALID_REQUEST, at, "Expected an object");
        return empty();
    }

    private static void refuseUnknown(ObjectNode object, String at, Set<String> members, Findings findings) {
        for (var name : object.propertyNames()) {
            if (!members.contains(name)) {
                findings.add(
                        INVALID_REQUEST,
                        ShownPointers.member(at, name),
                        "Expected only the members " + sorted(members));
            }
        }
    }

    private static @Nullable CommandId id(ObjectNode object, String at, Findings findings) {
        var id = object.get("id");
        if (id == null) {
            return null;
        }
        if (!id.isString()) {
            findings.add(INVALID_REQUEST, at + "/id", "Expected a UUID as a string; leave it out to have one made");
            return null;
        }
        try {
            return CommandId.of(id.stringValue());
        } catch (InvalidId e) {
            findings.add(INVALID_ID, at + "/id", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Long version(ObjectNode object, String at, Findings findings) {
        var version = object.get("expectedVersion");
        if (version == null) {
            return null;
        }
        if (version.isIntegralNumber() && version.canConvertToLong() && version.longValue() >= 0) {
            return version.longValue();
        }
        findings.add(INVALID_REQUEST, at + "/expectedVersion", "Expected a whole number from 0; leave it out for any");
        return null;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
