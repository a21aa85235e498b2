package dev.millrace.platform.command;

import static dev.millrace.schemas.ErrorCode.INVALID_ID;
import static dev.millrace.schemas.ErrorCode.INVALID_REQUEST;
import static dev.millrace.schemas.ErrorCode.INVALID_SECRET;
import static dev.millrace.schemas.ErrorCode.UNKNOWN_COMMAND_TYPE;

import com.networknt.schema.Error;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.CarriesSecret;
import dev.millrace.schemas.envelope.Ids.InvalidId;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks a command's data against its type and makes it what stands in the log: with every id filled in and every secret sealed. */
final class CommandPreparation {

    private final Map<String, CommandShape> shapes = CommandShape.all();
    private final Secrets secrets;
    private final int maxDepth;

    CommandPreparation(Secrets secrets, int maxDepth) {
        this.secrets = secrets;
        this.maxDepth = maxDepth;
    }

    /**
     * The data as it is to be logged; meaningless if there are new findings.
     *
     * @param generatedId what an id that was left out becomes
     * @param at          pointer to the command in the request
     */
    ObjectNode prepare(
            OrganizationId organization, CommandRequest request, String generatedId, String at, Findings findings) {
        var shape = shapes.get(request.type());
        if (shape == null) {
            findings.add(UNKNOWN_COMMAND_TYPE, at + "/type", "Expected the name of a command, but there is none such");
            return request.data();
        }
        int before = findings.size();
        new StorableJson(maxDepth, findings).check(request.data(), at + "/data");
        if (findings.size() == before) {
            validate(shape, request.data(), at + "/data", findings);
        }
        if (findings.size() > before) {
            return request.data();
        }
        var data = withIds(shape, request.data(), generatedId);
        var note = checkAsRecord(shape, data, at + "/data", findings);
        return findings.size() > before ? data : withSealedSecrets(shape, data, organization, note);
    }

    private static void validate(CommandShape shape, ObjectNode data, String at, Findings findings) {
        for (var error : shape.schema().validate(data)) {
            var pointer = at + error.getInstanceLocation();
            switch (error.getKeyword()) {
                case "required" ->
                    findings.add(
                            INVALID_REQUEST,
                            ShownPointers.member(pointer, error.getProperty()),
                            "Expected this member, but it is missing");
                case "additionalProperties" ->
                    findings.add(
                            INVALID_REQUEST,
                            ShownPointers.member(pointer, error.getProperty()),
                            "Expected no such member");
                default ->
                    findings.add(
                            isAboutId(shape, error) ? INVALID_ID : INVALID_REQUEST,
                            pointer,
                            String.valueOf(error.getMessage()));
            }
        }
    }

    /** An id of the wrong type is a wrong shape; one of the wrong form is a wrong id. The published schema marks ids by their format. */
    private static boolean isAboutId(CommandShape shape, Error error) {
        if (error.getKeyword().equals("type")) {
            return false;
        }
        var keyword =
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        var property = shape.schema().getSchemaNode().at(keyword.head());
        return property.path("format").asString("").equals("millrace-id");
    }

    private static ObjectNode withIds(CommandShape shape, ObjectNode data, String generatedId) {
        var absent = shape.generatedIds().stream()
                .filter(component -> !data.has(component))
                .toList();
        if (absent.isEmpty()) {
            return data;
        }
        var filled = shallowCopy(data);
        absent.forEach(component -> filled.put(component, generatedId));
        return filled;
    }

    /** What the processor will do: a command that cannot be read must not get as far as the log. Returns what is to stay known of its secret. */
    private static String checkAsRecord(CommandShape shape, ObjectNode data, String at, Findings findings) {
        try {
            if (Json.MAPPER.treeToValue(data, shape.type()) instanceof CarriesSecret command) {
                if (!command.hasSuitableSecret()) {
                    shape.secrets()
                            .forEach(component -> findings.add(
                                    INVALID_SECRET,
                                    ShownPointers.member(at, component),
                                    "Expected a secret that suits the scheme"));
                }
                return command.sealedNote();
            }
        } catch (JacksonException e) {
            if (e.getCause() instanceof InvalidId invalid) {
                findings.add(INVALID_ID, pointer(at, e), String.valueOf(invalid.getMessage()));
            } else {
                findings.add(INVALID_REQUEST, pointer(at, e), "Expected another value");
            }
        }
        return "";
    }

    private static String pointer(String at, JacksonException failure) {
        var pointer = at;
        for (var reference : failure.getPath()) {
            var name = reference.getPropertyName();
            pointer = name == null
                    ? ShownPointers.element(pointer, reference.getIndex())
                    : ShownPointers.member(pointer, name);
        }
        return pointer;
    }

    private ObjectNode withSealedSecrets(
            CommandShape shape, ObjectNode data, OrganizationId organization, String note) {
        if (shape.secrets().isEmpty()) {
            return data;
        }
        var sealed = shallowCopy(data);
        for (var component : shape.secrets()) {
            sealed.put(
                    component, secrets.seal(organization, data.path(component).stringValue(), note));
        }
        return sealed;
    }

    private static ObjectNode shallowCopy(ObjectNode data) {
        return JsonNodeFactory.instance.objectNode().setAll(data);
    }
}
