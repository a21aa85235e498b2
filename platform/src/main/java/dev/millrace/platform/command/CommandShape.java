package dev.millrace.platform.command;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.GeneratedId;
import dev.millrace.schemas.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a front door knows of a type of command.
 *
 * @param type         the record it becomes
 * @param schema       its published schema, compiled
 * @param generatedIds the components that get the command's own id where the caller leaves them out
 * @param secrets      the components that are sealed
 */
record CommandShape(
        Class<? extends DomainCommand> type, Schema schema, List<String> generatedIds, List<String> secrets) {

    /** All of them by wire name; fails where a published schema is missing. */
    static Map<String, CommandShape> all() {
        var config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .preloadSchema(true)
                .locale(java.util.Locale.ROOT)
                .build();
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
        var shapes = new TreeMap<String, CommandShape>();
        Catalogue.commands().forEach((name, type) -> shapes.put(name, of(type, registry)));
        return shapes;
    }

    private static CommandShape of(Class<? extends DomainCommand> type, SchemaRegistry registry) {
        var schema = registry.getSchema(published(type));
        schema.initializeValidators();
        return new CommandShape(type, schema, annotated(type, GeneratedId.class), annotated(type, Secret.class));
    }

    private static JsonNode published(Class<? extends DomainCommand> type) {
        var name = Catalogue.commandTypeOf(type);
        var resource = "/schemas/command/%s.v%d.json".formatted(name.value(), name.version());
        try (var stream = type.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("Expected the published schema " + resource);
            }
            return Json.MAPPER.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> annotated(Class<?> type, Class<? extends Annotation> annotation) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(annotation))
                .map(RecordComponent::getName)
                .toList();
    }
}
