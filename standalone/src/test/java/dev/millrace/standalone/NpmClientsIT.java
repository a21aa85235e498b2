package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that frontends have, unmodified from npm. */
class NpmClientsIT {

    private static final String ORGANIZATION = "/v1/organizations/acme";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path packages;

    private static NpmPackage npm;

    @TempDir
    Path directory;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        npm = NpmPackage.installedIn(packages.resolve("npm"));
    }

    @Test
    void anEventSourceComesBackAfterAKillAndMissesNothing() throws Exception {
        // given
        var port = Ports.free();
        var gatewayPort = Ports.free();
        var killed = Deployment.OneProcess.start(directory, port, gatewayPort);
        try (var http = HttpClient.newHttpClient()) {
            var client = new Client(http, killed.commands(), killed.token());
            create(client);
            var stream = killed.query() + ORGANIZATION + "/events?lastEventId=0&access_token=" + client.token();
            try (var page =
                    npm.run("events.mjs", stream, "reset", "organization.created", "table.defined", "row.written")) {
                put(client, "before", 20);
                awaitIds(page, 22);
                // when
                killed.program().kill();
                try (var _ = Deployment.OneProcess.start(directory, port, gatewayPort)) {
                    put(client, "after", 20);
                    // then
                    awaitIds(page, 42);
                }
            }
        } finally {
            killed.close();
        }
    }

    @Test
    void aSocketOfWsGivesItsTokenAsSubprotocolAndSeesItsOwnCommand() throws Exception {
        // given
        try (var deployment = Deployment.OneProcess.start(directory);
                var http = HttpClient.newHttpClient()) {
            var client = new Client(http, deployment.commands(), deployment.token());
            create(client);
            // when
            try (var page = npm.run("frames.mjs", deployment.stream().toString(), client.token(), """
                    {"type":"subscribe","id":"s","channel":"organization/acme/table/todos","after":0}""", """
                    {"type":"command","id":"c","organization":"acme",
                     "command":{"type":"row.put","data":{"table":"todos","row":"1","data":{"title":"Ship it"}}}}""")) {
                // then
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(lines(page))
                                .as(page.printed())
                                .extracting(NpmClientsIT::summary)
                                .containsExactlyInAnyOrder(
                                        "open millrace.v1",
                                        "welcome ",
                                        "subscribed s",
                                        "event 2 table.defined",
                                        "event 3 row.written",
                                        "outcome c accepted")
                                .containsSubsequence("subscribed s", "event 2 table.defined", "event 3 row.written"));
            }
        }
    }

    private static void create(Client client) throws IOException, InterruptedException {
        client.accept("/v1/organizations", """
                {"organization":"acme","name":"Acme"}""");
        client.accept(ORGANIZATION + "/commands", """
                {"type":"table.define","data":{"table":"todos","schema":{"type":"object"}}}""");
    }

    private static void put(Client client, String name, int rows) throws IOException, InterruptedException {
        for (var row = 1; row <= rows; row++) {
            client.accept(ORGANIZATION + "/commands", """
                    {"type":"row.put","data":{"table":"todos","row":"%s-%d","data":{"title":"Ship it"}}}""".formatted(name, row));
        }
    }

    /** Every event once and in order, the id being its sequence. */
    private static void awaitIds(RunningProgram page, int last) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(lines(page))
                        .as(page.printed())
                        .extracting(line -> line.required("id").asString())
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, last)
                                .mapToObj(String::valueOf)
                                .toList()));
    }

    /** What was printed so far, without complaints and without the line that is being written. */
    private static List<JsonNode> lines(RunningProgram page) throws IOException {
        var printed = page.printed();
        return printed.substring(0, printed.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private static String summary(JsonNode frame) {
        var type = frame.required("type").asString();
        return switch (type) {
            case "open" -> "open " + frame.required("protocol").asString();
            case "event" ->
                "event %d %s"
                        .formatted(
                                frame.at("/event/sequence").asLong(),
                                frame.at("/event/type").asString());
            case "outcome" ->
                "outcome %s %s"
                        .formatted(
                                frame.required("id").asString(),
                                frame.at("/outcome/status").asString());
            default -> type + " " + frame.path("id").asString();
        };
    }
}
