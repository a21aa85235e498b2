package dev.millrace.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chain is what {@code docs/chain.md} says: its vectors were computed by the program printed there, not by {@link Chain}. */
class ChainTest {

    private static final Path DOCUMENT = Path.of("../docs/chain.md");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final OrganizationId ACME = new OrganizationId("acme");

    @TempDir
    private Path directory;

    @Test
    void startsAsDocumented() throws IOException {
        assertThat(Chain.start(ACME).hex()).isEqualTo(vectors().getFirst());
    }

    @Test
    void goesOnAsDocumented() throws IOException {
        // given
        var chains = new ArrayList<String>();
        var chain = Chain.start(ACME);
        chains.add(chain.hex());
        // when
        for (var line : events()) {
            chain = chain.next(event(line));
            chains.add(chain.hex());
        }
        // then
        assertThat(chains).isEqualTo(vectors());
        assertThat(events().stream()
                        .map(line -> MAPPER.readTree(line).path("chain").stringValue()))
                .isEqualTo(vectors().subList(1, 4));
    }

    @Test
    void canBeTakenUpAtAnyHead() throws IOException {
        // given
        var head = Chain.of(vectors().get(1));
        // when
        var next = head.next(event(events().get(1)));
        // then
        assertThat(next).isEqualTo(Chain.of(vectors().get(2)));
        assertThat(Chain.of(head.bytes())).isEqualTo(head);
    }

    @Test
    void isVerifiedByTheDocumentedProgram() throws Exception {
        // given
        assumePython();
        // when
        var verdict = verify(String.join("\n", events()) + "\n");
        // then
        assertThat(verdict).isEqualTo("0: 3 " + vectors().getLast());
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "Acme, Acmf", "webhook:gh, webhook:gi", "12:00:01Z, 12:00:02Z", "row/ä, row/a"})
    void isBrokenByAnyChange(String from, String to) throws Exception {
        // given
        assumePython();
        // when
        var verdict = verify(String.join("\n", events()).replaceFirst(Pattern.quote(from), to) + "\n");
        // then
        assertThat(verdict).startsWith("1: broken");
    }

    @Test
    void isBrokenByARemovedOrMovedEvent() throws Exception {
        // given
        assumePython();
        var events = events();
        // when
        var removed = verify(events.get(0) + "\n" + events.get(2) + "\n");
        var moved = verify(events.get(1) + "\n" + events.get(0) + "\n");
        // then
        assertThat(List.of(removed, moved)).allMatch(verdict -> verdict.startsWith("1: broken"));
    }

    private static EventRecord event(String line) {
        JsonNode json = MAPPER.readTree(line);
        UnaryOperator<String> text = name -> json.path(name).stringValue();
        return new EventRecord(
                ACME,
                json.path("sequence").longValue(),
                text.apply("id"),
                text.apply("type"),
                1,
                new Subject(text.apply("subject")),
                json.path("version").longValue(),
                Instant.parse(text.apply("time")),
                text.apply("actor"),
                new CommandId(new UUID(1, 1)),
                text.apply("correlationId"),
                text.apply("chain"),
                null,
                RawJson.of(line.substring(line.indexOf("\"data\":") + 7, line.length() - 1)));
    }

    /** Exit code and what was printed. */
    private String verify(String export) throws IOException, InterruptedException {
        var program = Files.writeString(directory.resolve("verify.py"), block("python"));
        var input = Files.writeString(directory.resolve("events.ndjson"), export);
        var python = new ProcessBuilder("python3", program.toString(), ACME.value())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        var printed = new String(python.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return python.exitValue() + ": " + printed.strip();
    }

    private static void assumePython() {
        boolean present;
        try {
            var python = new ProcessBuilder("python3", "--version")
                    .redirectErrorStream(true)
                    .start();
            present = python.waitFor(30, TimeUnit.SECONDS) && python.exitValue() == 0;
        } catch (IOException | InterruptedException _) {
            present = false;
        }
        assumeThat(present)
                .as("python3 is installed: the documented verifier was NOT run")
                .isTrue();
    }

    private static List<String> events() throws IOException {
        return block("json").lines().toList();
    }

    private static List<String> vectors() throws IOException {
        return Pattern.compile("^\\| \\d \\| `([0-9a-f]{64})` \\|$", Pattern.MULTILINE)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String block(String language) throws IOException {
        var text = Files.readString(DOCUMENT);
        var fence = "```" + language + "\n";
        int from = text.indexOf(fence) + fence.length();
        return text.substring(from, text.indexOf("```", from));
    }
}
