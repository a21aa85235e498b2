package dev.millrace.schemas;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas of commands and events, derived from their records and the annotations on them. */
final class DerivedSchemas {

    private DerivedSchemas() {}

    /** Closed: an unknown member of a command is a mistake of the caller. */
    static ObjectNode command(Class<? extends DomainCommand> command) {
        var type = Catalogue.commandTypeOf(command);
        return schema(command, "command", type.value(), type.version());
    }

    /** Open: a consumer of events must bear members that a later release adds. */
    static ObjectNode event(Class<? extends DomainEvent> event) {
        var type = Catalogue.typeOf(event);
        return schema(event, "event", type.value(), type.version());
    }

    private static ObjectNode schema(Class<?> record, String kind, String name, int version) {
        var schema = generator(kind.equals("event")).generateSchema(record);
        var published = JsonNodeFactory.instance.objectNode();
        published.set("$schema", schema.get("$schema"));
        published.put("$id", "/schemas/%s/%s.v%d.json".formatted(kind, name, version));
        published.put("title", name);
        schema.properties().forEach(member -> published.set(member.getKey(), member.getValue()));
        return published;
    }

    private static SchemaGenerator generator(boolean open) {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        config.forTypesInGeneral()
                .withPropertySorter(declared())
                .withCustomDefinitionProvider(DerivedSchemas::definition)
                .withTypeAttributeOverride((node, scope, _) -> {
                    if (node.has("properties")) {
                        node.put("additionalProperties", open);
                    }
                });
        config.forFields()
                .withRequiredCheck(field -> !isOptional(field))
                .withWriteOnlyCheck(field -> has(field, Secret.class))
                .withStringMinLengthResolver(limit(String.class, limits -> Math.toIntExact(limits.min())))
                .withStringMaxLengthResolver(limit(String.class, limits -> Math.toIntExact(limits.max())))
                .withStringPatternResolver(
                        field -> field.getType().isInstanceOf(String.class) && has(field, Pointer.class)
                                ? Pointer.PATTERN
                                : null)
                .withNumberInclusiveMinimumResolver(limit(Number.class, limits -> BigDecimal.valueOf(limits.min())))
                .withNumberInclusiveMaximumResolver(limit(Number.class, limits -> BigDecimal.valueOf(limits.max())))
                .withArrayMaxItemsResolver(limit(Collection.class, limits -> Math.toIntExact(limits.max())))
                .withInstanceAttributeOverride((node, field, _) -> boundMap(node, field));
        return new SchemaGenerator(config.build());
    }

    /** As written in the record; the sort is stable. */
    private static <T> Comparator<T> declared() {
        return (_, _) -> 0;
    }

    private static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
        var raw = type.getErasedType();
        var text = TextTypes.schemaOf(raw);
        if (text != null) {
            return inline(text);
        }
        return null;
    }

    private static CustomDefinition inline(JsonNode node) {
        return new CustomDefinition(
                (ObjectNode) node, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    private static void boundMap(ObjectNode node, FieldScope field) {
        var limits = field.getAnnotation(Limits.class);
        if (limits == null || !field.getType().isInstanceOf(Map.class)) {
            return;
        }
        node.put("maxProperties", limits.max());
        if (has(field, Pointer.class) && node.get("additionalProperties") instanceof ObjectNode values) {
            values.put("pattern", Pointer.PATTERN).put("maxLength", Pointer.MAX_LENGTH);
        }
    }

    private static boolean isOptional(FieldScope field) {
        return has(field, GeneratedId.class)
                || field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean has(FieldScope field, Class<? extends java.lang.annotation.Annotation> annotation) {
        return field.getAnnotation(annotation) != null;
    }

    private static <T> com.github.victools.jsonschema.generator.ConfigFunction<FieldScope, @Nullable T> limit(
            Class<?> type, Function<Limits, T> bound) {
        return field -> {
            var limits = field.getAnnotation(Limits.class);
            return limits == null
                            || field.isFakeContainerItemScope()
                            || !field.getType().isInstanceOf(type)
                    ? null
                    : bound.apply(limits);
        };
    }
}
