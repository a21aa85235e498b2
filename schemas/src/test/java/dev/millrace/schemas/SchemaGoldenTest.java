package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published schemas are what the records say. A published file never changes: a change of a record is a new version, whose file {@code
 * -Dschemas.update} writes.
 */
class SchemaGoldenTest {

    private static final Path PUBLISHED = Path.of("src/main/resources/schemas");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance()))
            .build();

    @ParameterizedTest
    @MethodSource("derived")
    void publishesWhatTheRecordSays(String file, ObjectNode schema) throws IOException {
        // given
        var path = PUBLISHED.resolve(file);
        var text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        if (Boolean.getBoolean("schemas.update") && !Files.exists(path)) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }
        // when
        var published = Files.exists(path) ? Files.readString(path) : "";
        // then
        assertThat(published)
                .as("%s; raise the version of the type, then run with -Dschemas.update to write its file", path)
                .isEqualTo(text);
    }

    @Test
    void publishesNothingThatNoTypeEverHad() throws IOException {
        // given
        Set<String> names = derivedByFile().keySet().stream()
                .map(SchemaGoldenTest::withoutVersion)
                .collect(Collectors.toSet());
        // when
        try (var files = Files.walk(PUBLISHED)) {
            var published = files.filter(Files::isRegularFile)
                    .map(path -> withoutVersion(PUBLISHED.relativize(path).toString()))
                    .collect(Collectors.toSet());
            // then
            assertThat(published).isEqualTo(names);
        }
    }

    static Stream<Object[]> derived() {
        return derivedByFile().entrySet().stream().map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    private static Map<String, ObjectNode> derivedByFile() {
        var byFile = new TreeMap<String, ObjectNode>();
        Catalogue.commands().values().forEach(type -> {
            var name = Catalogue.commandTypeOf(type);
            byFile.put("command/%s.v%d.json".formatted(name.value(), name.version()), DerivedSchemas.command(type));
        });
        Catalogue.events().values().forEach(type -> {
            var name = Catalogue.typeOf(type);
            byFile.put("event/%s.v%d.json".formatted(name.value(), name.version()), DerivedSchemas.event(type));
        });
        return byFile;
    }

    private static String withoutVersion(String file) {
        return file.substring(0, file.lastIndexOf(".v"));
    }
}
