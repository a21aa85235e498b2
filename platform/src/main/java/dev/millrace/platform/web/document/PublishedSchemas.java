package dev.millrace.platform.web.document;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.WireName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The frozen schemas of commands and events, as files and as components of a document. */
final class PublishedSchemas {

    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*\\.v[1-9][0-9]*\\.json");
    private static final String REFERENCE = "#/components/schemas/";

    private PublishedSchemas() {}

    /** The file of this name, if it is published. */
    static Optional<byte[]> file(String kind, String name) {
        if (!(kind.equals("command") || kind.equals("event"))
                || !FILE.matcher(name).matches()) {
            return Optional.empty();
        }
        try (var in = Catalogue.class.getResourceAsStream("/schemas/" + kind + "/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read a resource", e);
        }
    }

    /** Adds {@code Command}, {@code CommandData}, {@code EventType}, {@code EventData} and {@code ErrorCode} to the components of a document. */
    static void addTo(ObjectNode components) {
        addCommands(components);
        addEvents(components);
        var codes = components.putObject("ErrorCode").put("type", "string");
        codes.put(
                "description",
                Arrays.stream(ErrorCode.values())
                        .map(code -> "- `%s` %d, HTTP %d: %s"
                                .formatted(code.name(), code.number(), code.httpStatus(), code.title()))
                        .collect(Collectors.joining("\n")));
        var names = codes.putArray("enum");
        Arrays.stream(ErrorCode.values()).map(ErrorCode::name).forEach(names::add);
    }

    private static void addCommands(ObjectNode components) {
        var command = components.putObject("Command");
        var choices = command.putArray("oneOf");
        var discriminator = command.putObject("discriminator").put("propertyName", "type");
        var mapping = discriminator.putObject("mapping");
        for (var type : Catalogue.commands().values()) {
            var name = Catalogue.commandTypeOf(type);
            var shape = "Command." + name.value();
            components.set(dataOf(name), schema("command", name.value(), name.version()));
            components.set(shape, command(name));
            choices.addObject().put("$ref", REFERENCE + shape);
            mapping.put(name.value(), REFERENCE + shape);
        }
        anyOf(
                components.putObject("CommandData"),
                Catalogue.commands().values().stream()
                        .map(type -> dataOf(Catalogue.commandTypeOf(type)))
                        .toList());
    }

    private static ObjectNode command(WireName name) {
        var schema = Json.MAPPER.createObjectNode();
        schema.put("title", name.value()).put("type", "object").put("additionalProperties", false);
        schema.putArray("required").add("type").add("data");
        var members = schema.putObject("properties");
        members.putObject("id").put("$ref", REFERENCE + "CommandId");
        members.putObject("type").put("const", name.value());
        members.putObject("data").put("$ref", REFERENCE + dataOf(name));
        members.putObject("expectedVersion")
                .put("type", "integer")
                .put("format", "int64")
                .put("minimum", 0)
                .put("description", "The version the entity must have; 0 for one that must not exist.");
        return schema;
    }

    private static String dataOf(WireName name) {
        return "Command." + name.value() + ".data";
    }

    private static void addEvents(ObjectNode components) {
        var types = components.putObject("EventType").put("type", "string").putArray("enum");
        Catalogue.events().keySet().forEach(types::add);
        var names = Catalogue.events().values().stream().map(Catalogue::typeOf).toList();
        names.forEach(name -> components.set("Event." + name.value(), schema("event", name.value(), name.version())));
        anyOf(
                components.putObject("EventData"),
                names.stream().map(name -> "Event." + name.value()).toList());
    }

    private static void anyOf(ObjectNode schema, Collection<String> components) {
        var choices = schema.putArray("anyOf");
        components.forEach(component -> choices.addObject().put("$ref", REFERENCE + component));
    }

    /** Without its own identity, which would make the references around it mean something else. */
    private static ObjectNode schema(String kind, String name, int version) {
        var file = "%s.v%d.json".formatted(name, version);
        var bytes = file(kind, file)
                .orElseThrow(() -> new IllegalStateException("Expected the published schema " + kind + "/" + file));
        var schema = (ObjectNode) Json.MAPPER.readTree(bytes);
        schema.remove("$schema");
        schema.remove("$id");
        return schema;
    }
}
