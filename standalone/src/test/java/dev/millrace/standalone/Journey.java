package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a frontend does with Millrace, from the first token to the last row, whatever the processes are that serve it. */
record Journey(Deployment deployment, HttpClient http, String token) implements AutoCloseable {

    private static final String ORGANIZATION = "/v1/organizations/acme";

    private static final String TODOS = """
            {"type":"table.define","data":{"table":"todos","title":"To do","schema":{"type":"object",
             "properties":{"title":{"type":"string"},"done":{"type":"boolean"}},"required":["title"]}}}""";

    private static final String PUT = """
            {"id":"0b8f0c5e-93a4-4d0f-8f5c-2f6f3c1e7a11","type":"row.put",
             "data":{"table":"todos","row":"1","data":{"title":"Ship it","done":false}}}""";

    static Journey with(Deployment deployment) throws IOException, InterruptedException {
        return new Journey(deployment, HttpClient.newHttpClient(), deployment.token());
    }

    void walk() throws IOException, InterruptedException {
        refusesWithoutToken();
        createsOrganizationAndTable();
        try (var socket = Socket.open(http, deployment, token)) {
            subscribes(socket);
            putsARow();
            seesItOnTheSocket(socket);
        }
        readsTheEventsInEveryForm();
        readsTheRow();
        isRefusedWhatTheSchemaForbids();
        getsTheSameAnswerAgain();
        appliesABatchOrNothing();
        sendsACommandOverTheSocket();
    }

    private void refusesWithoutToken() throws IOException, InterruptedException {
        var stranger = new Client(http, deployment.commands(), "none");
        assertThat(stranger.get(ORGANIZATION + "/events").status()).isEqualTo(401);
    }

    private void createsOrganizationAndTable() throws IOException, InterruptedException {
        var created = commands().post("/v1/organizations", """
                {"organization":"acme","name":"Acme"}""");
        assertThat(created.status()).as(created.body()).isEqualTo(200);
        var defined = commands().post(ORGANIZATION + "/commands", TODOS);
        assertThat(defined.status()).as(defined.body()).isEqualTo(200);
        assertThat(defined.json().required("lastSequence").asLong()).isEqualTo(2);
    }

    private void subscribes(Socket socket) throws InterruptedException {
        socket.send("""
                {"type":"subscribe","id":"a","channel":"organization/acme/table/todos","after":2}""");
        assertThat(socket.next("subscribed").required("id").asString()).isEqualTo("a");
    }

    private void putsARow() throws IOException, InterruptedException {
        var put = commands().post(ORGANIZATION + "/commands", PUT);
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.json().required("status").asString()).isEqualTo("accepted");
        assertThat(put.json().required("firstSequence").asLong()).isEqualTo(3);
        assertThat(put.json().required("events").get(0).required("type").asString())
                .isEqualTo("row.written");
    }

    private static void seesItOnTheSocket(Socket socket) throws InterruptedException {
        var event = socket.next("event").required("event");
        assertThat(event.required("sequence").asLong()).isEqualTo(3);
        assertThat(event.required("subject").asString()).isEqualTo("table/todos/row/1");
    }

    private void readsTheEventsInEveryForm() throws IOException, InterruptedException {
        var page = query().get(ORGANIZATION + "/events?after=0", "Millrace-After", "3");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        var listed = events(page.json());
        assertThat(listed)
                .extracting(event -> event.required("sequence").asLong())
                .containsExactly(1L, 2L, 3L);
        try (var lines = query().lines(ORGANIZATION + "/events?after=0", "Accept", "application/x-ndjson")) {
            assertThat(lines.filter(line -> !line.isBlank()).map(Journey::json)).containsExactlyElementsOf(listed);
        }
        try (var lines = query().lines(ORGANIZATION + "/events", "Accept", "text/event-stream", "Last-Event-ID", "2")) {
            var event = lines.filter(line -> line.startsWith("data:"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Expected an event, but the stream ended"));
            assertThat(json(event.substring("data:".length()))).isEqualTo(listed.get(2));
        }
    }

    private void readsTheRow() throws IOException, InterruptedException {
        var rows = query().get(ORGANIZATION + "/tables/todos/rows", "Millrace-After", "3");
        assertThat(rows.status()).as(rows.body()).isEqualTo(200);
        assertThat(Long.parseLong(rows.header("Millrace-Sequence"))).isGreaterThanOrEqualTo(3);
        var row = rows.json().required("rows").get(0);
        assertThat(row.required("row").asString()).isEqualTo("1");
        assertThat(row.required("data").required("title").asString()).isEqualTo("Ship it");
        var one = query().get(ORGANIZATION + "/tables/todos/rows/1", "Millrace-After", "3");
        assertThat(one.json().required("data")).isEqualTo(row.required("data"));
    }

    private void isRefusedWhatTheSchemaForbids() throws IOException, InterruptedException {
        var refused = commands().post(ORGANIZATION + "/commands", """
                {"type":"row.put","data":{"table":"todos","row":"2","data":{"done":"perhaps"}}}""");
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().required("code").isString()).isTrue();
    }

    private void getsTheSameAnswerAgain() throws IOException, InterruptedException {
        var first = commands().post(ORGANIZATION + "/commands", PUT);
        var again = commands().post(ORGANIZATION + "/commands", PUT);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.json().required("lastSequence").asLong()).isEqualTo(3);
    }

    private void appliesABatchOrNothing() throws IOException, InterruptedException {
        var whole = commands().post(ORGANIZATION + "/commands:batch", """
                {"commands":[{"type":"row.put","data":{"table":"todos","row":"2","data":{"title":"Two"}}},
                             {"type":"row.patch","data":{"table":"todos","row":"1","patch":{"done":true}}}]}""");
        assertThat(whole.status()).as(whole.body()).isEqualTo(200);
        assertThat(whole.json().required("lastSequence").asLong()).isEqualTo(5);
        var half = commands().post(ORGANIZATION + "/commands:batch", """
                {"commands":[{"type":"row.put","data":{"table":"todos","row":"3","data":{"title":"Three"}}},
                             {"type":"row.put","data":{"table":"nowhere","row":"1","data":{}}}]}""");
        assertThat(half.status()).as(half.body()).isEqualTo(422);
        var rows = query().get(ORGANIZATION + "/tables/todos/rows?sort=row", "Millrace-After", "5");
        assertThat(items(rows.json(), "rows"))
                .extracting(row -> row.required("row").asString())
                .containsExactly("1", "2");
    }

    private void sendsACommandOverTheSocket() throws InterruptedException {
        try (var socket = Socket.open(http, deployment, token)) {
            socket.send("""
                    {"type":"command","id":"c","organization":"acme",
                     "command":{"type":"row.delete","data":{"table":"todos","row":"2"}}}""");
            var outcome = socket.next("outcome").required("outcome");
            assertThat(outcome.required("status").asString()).isEqualTo("accepted");
            assertThat(outcome.required("lastSequence").asLong()).isEqualTo(6);
        }
    }

    private Client commands() {
        return new Client(http, deployment.commands(), token);
    }

    private Client query() {
        return new Client(http, deployment.query(), token);
    }

    private static List<JsonNode> events(JsonNode page) {
        return items(page, "events");
    }

    private static List<JsonNode> items(JsonNode page, String member) {
        return StreamSupport.stream(page.required(member).spliterator(), false).toList();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
