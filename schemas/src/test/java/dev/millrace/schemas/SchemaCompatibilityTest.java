package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaCompatibilityTest {

    private static final Path PUBLISHED = Path.of("src/main/resources/schemas");
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String OLD =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":9,\"minLength\":2},\"e\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}},\"required\":[\"a\"],\"additionalProperties\":%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing new|            |          ||",
                "a new optional member|\"additionalProperties\"|\"x\":1,\"additionalProperties\"||",
                "a wider bound|\"maxLength\":9|\"maxLength\":10||/a: maxLength",
                "a narrower bound|\"maxLength\":9|\"maxLength\":8|/a: maxLength|",
                "a lower minimum|\"minLength\":2|\"minLength\":1||/a: minLength",
                "another type|\"type\":\"string\",\"maxLength\"|\"type\":\"number\",\"maxLength\"|/a: type \"number\" against \"string\"|/a: type \"string\" against \"number\"",
                "another name in an enum|[\"x\",\"y\"]|[\"x\",\"y\",\"z\"]||/e: enum",
                "a name less in an enum|[\"x\",\"y\"]|[\"x\"]|/e: enum|",
                "a new required member|\"required\":[\"a\"]|\"required\":[\"a\",\"e\"]|/e: required|",
                "a member that is not required any more|\"required\":[\"a\"]|\"required\":[]||/a: required",
            })
    void findsWhatAChangeBreaks(String change, String from, String to, String breaksCommand, String breaksEvent) {
        // given
        var command = OLD.formatted(false);
        var event = OLD.formatted(true);
        // when
        var commandBreaks = SchemaCompatibility.breaksOfCommand(
                MAPPER.readTree(command), MAPPER.readTree(changed(command, from, to)));
        var eventBreaks =
                SchemaCompatibility.breaksOfEvent(MAPPER.readTree(event), MAPPER.readTree(changed(event, from, to)));
        // then
        assertThat(commandBreaks).as(change).isEqualTo(listOf(breaksCommand));
        assertThat(eventBreaks).as(change).isEqualTo(listOf(breaksEvent));
    }

    @Test
    void findsAMemberThatIsGone() {
        // given
        var old = OLD.formatted(true);
        var renewed = old.replace("\"e\":", "\"f\":");
        // when
        var breaks = SchemaCompatibility.breaksOfEvent(MAPPER.readTree(old), MAPPER.readTree(renewed));
        // then
        assertThat(breaks).containsExactly("/e: gone");
    }

    @Test
    void breaksNothingFromOneVersionToTheNext() throws IOException {
        // given
        try (var files = Files.walk(PUBLISHED)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var next = next(file);
                if (Files.exists(next)) {
                    // when
                    var breaks = PUBLISHED.relativize(file).startsWith("command")
                            ? SchemaCompatibility.breaksOfCommand(read(file), read(next))
                            : SchemaCompatibility.breaksOfEvent(read(file), read(next));
                    // then
                    assertThat(breaks)
                            .as("%s; a change like this is a new type", next)
                            .isEmpty();
                }
            }
        }
    }

    private static Path next(Path file) {
        var name = file.getFileName().toString();
        int from = name.lastIndexOf(".v") + 2;
        int version = Integer.parseInt(name, from, name.lastIndexOf(".json"), 10);
        return file.resolveSibling(name.substring(0, from) + (version + 1) + ".json");
    }

    private static JsonNode read(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    private static String changed(String schema, String from, String to) {
        return from == null || from.isBlank() ? schema : schema.replace(from, to);
    }

    private static List<String> listOf(String text) {
        return text == null ? List.of() : Stream.of(text).toList();
    }
}
