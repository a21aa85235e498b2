package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several hundred real deliveries of GitHub: each is kept once, and what has a mapping is a row. */
class WebhookDeliveriesIT {

    private static final String ORGANIZATION = "/v1/organizations/octo";

    private static final String SECRET = "It's a Secret to Everybody";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void keepsEveryDeliveryOnceAndMakesRowsOfTheMappedOnes() throws Exception {
        // given
        var deliveries = GithubDeliveries.of(NpmPackage.installedIn(directory.resolve("npm")));
        try (var deployment = Deployment.OneProcess.start(directory);
                var http = HttpClient.newHttpClient()) {
            var client = new Client(http, deployment.commands(), deployment.token());
            registerSource(client);
            var endpoint = deployment.commands().resolve("/webhooks/octo/github");
            // when
            deliveries.post(http, endpoint, SECRET);
            // then
            awaitRows(client, deliveries);
            assertThat(archived(deployment)).containsExactlyInAnyOrderElementsOf(ids(deliveries));
            // and when each comes a second time
            var events = client.get(ORGANIZATION + "/events?after=0&limit=1000").body();
            deliveries.post(http, endpoint, SECRET);
            // then nothing changes
            assertThat(archived(deployment)).containsExactlyInAnyOrderElementsOf(ids(deliveries));
            awaitRows(client, deliveries);
            assertThat(client.get(ORGANIZATION + "/events?after=0&limit=1000").body())
                    .isEqualTo(events);
        }
    }

    private static void registerSource(Client client) throws IOException, InterruptedException {
        client.accept("/v1/organizations", """
                {"organization":"octo","name":"Octo"}""");
        client.accept(ORGANIZATION + "/commands:batch", """
                {"commands":[
                  {"type":"table.define","data":{"table":"issues","schema":{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}}},
                  {"type":"table.define","data":{"table":"pulls","schema":{"type":"object"}}},
                  {"type":"table.define","data":{"table":"pushes","schema":{"type":"object"}}},
                  {"type":"webhook-source.register","data":{"source":"github","scheme":"github","secret":"%s","mappings":[
                    {"event":"issues","table":"issues","row":"/issue/id","fields":{"title":"/issue/title"}},
                    {"event":"pull_request","table":"pulls","row":"/pull_request/id","fields":{"title":"/pull_request/title","state":"/pull_request/state"}},
                    {"event":"push","table":"pushes","row":"/after"}]}}]}""".formatted(SECRET));
    }

    /** A row for each issue, pull request and head that was pushed; the last delivery about one decides its title. */
    private static void awaitRows(Client client, GithubDeliveries deliveries) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(rows(client, "issues")).isEqualTo(titles(deliveries, "issues", "issue"));
            assertThat(rows(client, "pulls")).isEqualTo(titles(deliveries, "pull_request", "pull_request"));
            assertThat(rows(client, "pushes").keySet())
                    .isEqualTo(deliveries.of("push").stream()
                            .map(delivery ->
                                    delivery.payload().required("after").asString())
                            .collect(Collectors.toSet()));
        });
    }

    private static Map<String, String> titles(GithubDeliveries deliveries, String event, String member) {
        var titles = new TreeMap<String, String>();
        for (var delivery : deliveries.of(event)) {
            var item = delivery.payload().required(member);
            titles.put(item.required("id").asString(), item.required("title").asString());
        }
        return titles;
    }

    private static Map<String, String> rows(Client client, String table) throws IOException, InterruptedException {
        var page = client.get(ORGANIZATION + "/tables/" + table + "/rows?limit=1000")
                .json();
        var rows = new TreeMap<String, String>();
        page.required("rows")
                .forEach(row -> rows.put(
                        row.required("row").asString(),
                        row.required("data").path("title").asString("")));
        return rows;
    }

    private static List<String> ids(GithubDeliveries deliveries) {
        return deliveries.all().stream().map(GithubDeliveries.Delivery::id).toList();
    }

    /** The ids on {@code millrace.webhooks}, read from its beginning to its present end. */
    private static List<String> archived(Deployment.OneProcess deployment) throws IOException {
        var kafka = new RunningParts(deployment.data()).kafka();
        var settings = Map.<String, Object>of("bootstrap.servers", kafka, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("millrace.webhooks").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var ids = new ArrayList<String>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(found -> ids.add(
                                new String(found.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8)));
            }
            return ids;
        }
    }
}
