package dev.millrace.command.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.millrace.command.processing.Effort;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever two schemas are: if the change is called safe, no value that the old one allows is refused by the new one. */
class SchemaChangePropertyTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of("a", "b", "xa");
    private static final int PAIRS = 4_000;
    private static final int VALUES = 30;

    private final SchemaRegistry registry =
            SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> builder.schemaCacheEnabled(false));

    @Test
    void safeChangesNeverRefuseWhatWasAllowed() {
        // given
        var random = new Random(20_260_101);
        int safe = 0;
        int witnesses = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            var before = object(random, 2);
            var after = random.nextInt(4) == 0 ? object(random, 2) : mutated(before, random);
            // when
            if (!SchemaChange.breaking(new JsonObject(before), new JsonObject(after), "", new Effort())
                    .isEmpty()) {
                continue;
            }
            // then
            safe++;
            witnesses += check(before, after, random);
        }
        assertThat(safe).isGreaterThan(PAIRS / 20);
        assertThat(witnesses).isGreaterThan(PAIRS / 10);
    }

    private int check(ObjectNode before, ObjectNode after, Random random) {
        Schema old = registry.getSchema(before);
        Schema now = registry.getSchema(after);
        int allowed = 0;
        for (int i = 0; i < VALUES; i++) {
            var value = value(random, 2, true);
            if (old.validate(value).isEmpty()) {
                allowed++;
                assertThat(now.validate(value))
                        .as("%s was allowed by %s, but not by %s", value, before, after)
                        .isEmpty();
            }
        }
        return allowed;
    }

    private static ObjectNode object(Random random, int depth) {
        var schema = NODES.objectNode();
        if (random.nextInt(3) > 0) {
            var properties = schema.putObject("properties");
            NAMES.stream()
                    .filter(_ -> random.nextBoolean())
                    .forEach(name -> properties.set(name, any(random, depth - 1)));
        }
        if (random.nextInt(4) == 0) {
            schema.putObject("patternProperties").set("^x", any(random, depth - 1));
        }
        switch (random.nextInt(4)) {
            case 0 -> schema.put("additionalProperties", false);
            case 1 -> schema.set("additionalProperties", any(random, depth - 1));
            default -> {}
        }
        if (random.nextInt(3) == 0) {
            schema.putArray("required").add(NAMES.get(random.nextInt(NAMES.size())));
        }
        if (random.nextInt(6) == 0) {
            schema.put("maxProperties", random.nextInt(4));
        }
        return schema;
    }

    private static JsonNode any(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> NODES.objectNode();
            case 1 -> NODES.objectNode().put("type", type(random));
            case 2 -> NODES.objectNode().put("minimum", random.nextInt(4)).put("maximum", 2 + random.nextInt(4));
            case 3 -> NODES.objectNode().put("maxLength", random.nextInt(3)).put("type", type(random));
            case 4 -> enumeration(random);
            case 5 -> NODES.booleanNode(random.nextInt(3) > 0);
            case 6 -> array(random, depth);
            case 7 -> combination(random, depth);
            default -> object(random, depth);
        };
    }

    private static JsonNode array(Random random, int depth) {
        var schema = NODES.objectNode();
        if (random.nextBoolean()) {
            schema.set("items", any(random, depth - 1));
        }
        if (random.nextBoolean()) {
            schema.putArray("prefixItems").add(any(random, depth - 1));
        }
        if (random.nextInt(3) == 0) {
            schema.put("minItems", random.nextInt(3));
        }
        return schema;
    }

    private static JsonNode combination(Random random, int depth) {
        var keyword = List.of("anyOf", "allOf", "oneOf").get(random.nextInt(3));
        var schema = NODES.objectNode();
        schema.putArray(keyword).add(any(random, depth - 1)).add(any(random, depth - 1));
        return schema;
    }

    private static JsonNode enumeration(Random random) {
        var schema = NODES.objectNode();
        var values = schema.putArray("enum");
        for (int i = 0; i <= random.nextInt(4); i++) {
            values.add(value(random, 0, false));
        }
        return schema;
    }

    private static String type(Random random) {
        return List.of("string", "integer", "number", "boolean", "null", "array", "object")
                .get(random.nextInt(7));
    }

    /** The same schema with one place changed, which is how schemas change. */
    private static ObjectNode mutated(ObjectNode schema, Random random) {
        var copy = schema.deepCopy();
        var places = new ArrayList<ObjectNode>();
        collect(copy, places);
        var place = places.get(random.nextInt(places.size()));
        switch (random.nextInt(4)) {
            case 0 -> place.propertyNames().stream().findAny().ifPresent(place::remove);
            case 1 ->
                place.set(
                        "type",
                        NODES.arrayNode().add(type(random)).add(type(random)).add("string"));
            case 2 -> place.put("minimum", random.nextInt(3));
            default -> place.setAll(object(random, 1));
        }
        return valid(copy) ? copy : schema.deepCopy();
    }

    private static void collect(JsonNode node, List<ObjectNode> places) {
        if (node instanceof ObjectNode object) {
            places.add(object);
        }
        node.forEach(child -> collect(child, places));
    }

    /** A change may have hit a place that is no schema, such as the names under properties. */
    private static boolean valid(ObjectNode schema) {
        return SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema)
                .isEmpty();
    }

    private static JsonNode value(Random random, int depth, boolean object) {
        return switch (object ? 7 : random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> NODES.numberNode(random.nextInt(6));
            case 1 -> Json.MAPPER.readTree(random.nextInt(5) + ".5");
            case 2 -> NODES.stringNode("xyz".substring(random.nextInt(4)));
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.nullNode();
            case 5 -> NODES.numberNode(1);
            case 6 -> {
                var array = NODES.arrayNode();
                for (int i = 0; i < random.nextInt(3); i++) {
                    array.add(value(random, depth - 1, false));
                }
                yield array;
            }
            default -> {
                var result = NODES.objectNode();
                for (var name : List.of("a", "b", "xa", "xz", "q")) {
                    if (random.nextInt(3) == 0) {
                        result.set(name, value(random, depth - 1, false));
                    }
                }
                yield result;
            }
        };
    }
}
