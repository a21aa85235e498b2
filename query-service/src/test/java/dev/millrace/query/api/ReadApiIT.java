package dev.millrace.query.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.kafka.DeadLetters;
import dev.millrace.platform.kafka.Records;
import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.Kind;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import dev.millrace.schemas.table.TableId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReadApiIT {

    private static QueryService service;

    private EventFixtures organization;
    private Api api;
    private String root;

    @BeforeAll
    static void start() {
        service = QueryService.start(QueryService.infrastructure(), "millrace.query.max-wait=3s");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void create() {
        organization = service.newOrganizationWithIssues();
        api = service.api(organization.organization().value());
        root = "/v1/organizations/" + organization.organization();
    }

    @Test
    void answersWithTheSequenceThatWasAskedFor() {
        // when
        var answer = api.get(root + "/tables/issues", "Millrace-After", "2");
        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Millrace-Sequence")).isEqualTo("2");
        assertThat(answer.json().path("title").asString()).isEqualTo("Issues");
        assertThat(answer.json().path("schema").toString()).isEqualTo("{\"type\":\"object\"}");
    }

    @Test
    void showsAnOrganizationAndItsTables() {
        // when
        var shown = api.get(root, "Millrace-After", "2");
        // then
        assertThat(shown.json().path("name").asString()).isEqualTo("Acme");
        assertThat(api.get(root + "/tables").json().path("tables")).hasSize(1);
    }

    @Test
    void saysNotYetVisibleWhenTheSequenceDoesNotCome() {
        // when
        var answer = api.get(root, "Millrace-After", "99");
        // then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("NOT_YET_VISIBLE");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "abc", "99999999999999999999", "+1"})
    void refusesASequenceThatIsNone(String sequence) {
        // when
        var answer = api.get(root, "Millrace-After", sequence);
        // then
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n:eq:[1,2]",
                "n:ne:{}",
                "n:gt:[0]",
                "n:in:{},1",
                "n:in:[[1]]",
                "/~2:eq:1",
                "/a~:eq:1",
                "n:lt:1e99999999999",
                ":eq:1",
                "a..b:eq:1"
            })
    void refusesConditionsThatCouldNeverHold(String where) {
        // when
        var answer = api.get(rows("where=" + encode(where)), "Millrace-After", "2");
        // then
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 1_001, 3_000})
    void refusesNumbersThatAreTooLong(int digits) {
        // when
        var answer = api.get(rows("where=n:lt:" + "9".repeat(digits)), "Millrace-After", "2");
        // then
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void saysNotFoundForWhatIsNotThere() {
        // given
        api.get(root, "Millrace-After", "2");
        // then
        assertThat(api.get(root + "/tables/none").code()).isEqualTo("NOT_FOUND");
        assertThat(api.get(root + "/tables/none/rows").code()).isEqualTo("NOT_FOUND");
        assertThat(api.get(root + "/tables/issues/rows/none").code()).isEqualTo("NOT_FOUND");
        var outcome = api.get(root + "/commands/0198c0de-0000-7000-8000-000000000000");
        assertThat(outcome.code()).isEqualTo("NOT_FOUND");
        assertThat(outcome.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n:eq:2|b",
                "n:ne:2|a,c,d,e,f",
                "n:gt:1|b,c",
                "n:gte:1|a,b,c",
                "n:lt:2|a,f",
                "n:lte:2.0|a,b,f",
                "n:in:1,3|a,c",
                "n:in:[1,\"1\"]|a,d",
                "n:eq:null|e",
                "n:eq:\"1\"|d",
                "s:prefix:al|a,b",
                "s:prefix:[1]|f",
                "s:eq:\"[1]\"|f",
                "/t~1~0:eq:1|f",
                "o.deep:eq:true|a",
                "/o/deep:eq:true|a",
                "/:eq:1|c",
                "s:eq:alpha|a",
                "s:gt:alpha|b,c",
                "list.0:eq:x|e"
            })
    void comparesFieldsAsJson(String where, String expected) {
        // given
        put("a", "{\"n\":1,\"s\":\"alpha\",\"o\":{\"deep\":true}}");
        put("b", "{\"n\":2,\"s\":\"alto\"}");
        put("c", "{\"n\":3,\"s\":\"beta\",\"\":1}");
        put("d", "{\"n\":\"1\"}");
        put("e", "{\"list\":[\"x\"]}");
        put("f", "{\"n\":0.5,\"s\":\"[1]\",\"t/~\":1}");
        // when
        var answer = api.get(rows("where=" + encode(where)), "Millrace-After", "8");
        // then
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(String.join(",", names(answer.json()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "-n", "n,-m", "-s,n", "m"})
    void pagesThroughEverythingOnceInOneOrder(String sort) {
        // given
        var random = new Random(7);
        for (int i = 0; i < 30; i++) {
            var fields = new ArrayList<String>();
            if (random.nextInt(4) > 0) {
                fields.add("\"n\":" + random.nextInt(4));
            }
            if (random.nextInt(4) > 0) {
                fields.add("\"m\":" + (random.nextBoolean() ? "\"x\"" : "null"));
            }
            if (random.nextInt(4) > 0) {
                fields.add("\"s\":\"" + random.nextInt(3) + "\"");
            }
            put("r" + i, "{" + String.join(",", fields) + "}");
        }
        var whole = names(
                api.get(rows("limit=1000&sort=" + sort), "Millrace-After", "32").json());
        // when
        var paged = new ArrayList<String>();
        var next = "";
        do {
            var page = api.get(rows("limit=7&sort=" + sort + next)).json();
            paged.addAll(names(page));
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!next.isEmpty());
        // then
        assertThat(paged).hasSize(30).isEqualTo(whole);
    }

    @Test
    void refusesTheCursorOfAnotherQuery() {
        // given
        put("a", "{\"n\":1}");
        put("b", "{\"n\":2}");
        var cursor = api.get(rows("limit=1&sort=n"), "Millrace-After", "4")
                .json()
                .path("next")
                .asString();
        // then
        assertThat(api.get(rows("limit=1&sort=-n&cursor=" + cursor)).code()).isEqualTo("INVALID_CURSOR");
        assertThat(api.get(rows("limit=1&sort=n&cursor=" + cursor.substring(1))).code())
                .isEqualTo("INVALID_CURSOR");
        assertThat(api.get(rows("limit=1&sort=n&cursor=" + cursor)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tables/issues/rows", "/tables", "/dead-letters", "/events"})
    void endsAPageThatGrowsTooLargeAndLeadsOn(String path) {
        // given
        var large = "{\"text\":\"%s\"}".formatted("x".repeat(1_500_000));
        for (int i = 0; i < 5; i++) {
            var table = new TableId("table-" + i);
            service.happen(organization, new TableDefined(table, "t", EventFixtures.json(large)));
            service.send(DeadLetters.record(letter("letter-" + i, large), Records.COMMAND_SERVICE));
            put("row-" + i, large);
        }
        await().atMost(20, SECONDS)
                .until(() -> service.count("select count(*) from query.dead_letter where organization = '%s'"
                                .formatted(organization.organization()))
                        == 5);
        api.get(root, "Millrace-After", "12");
        var whole = path.equals("/events") ? 12 : path.equals("/tables") ? 6 : 5;
        // when
        var pages = new ArrayList<Integer>();
        var last = "";
        var next = "";
        do {
            var page = api.get(root + path + "?limit=200" + next);
            assertThat(page.response().body()).hasSizeLessThan(6_100_000);
            var things = page.json().properties().iterator().next().getValue();
            pages.add(things.size());
            assertThat(things.path(0).toString()).isNotEqualTo(last);
            last = things.path(0).toString();
            var position = page.json().path("next");
            next = position.isNull() ? "" : (path.equals("/events") ? "&after=" : "&cursor=") + position.asString();
        } while (!next.isEmpty());
        // then
        assertThat(pages).hasSizeGreaterThan(1).doesNotContain(0);
        assertThat(pages.stream().mapToInt(Integer::intValue).sum()).isEqualTo(whole);
    }

    private DeadLetterRecord letter(String id, String data) {
        return new DeadLetterRecord(
                organization.organization(),
                id,
                Kind.COMMAND,
                State.OPEN,
                "row.put",
                "millrace.commands",
                1,
                2,
                "a bug",
                Instant.parse("2026-03-01T12:00:00Z"),
                "anna",
                RawJson.of(data));
    }

    private void put(String row, String data) {
        service.happen(organization, new RowWritten(EventFixtures.ISSUES, new RowId(row), EventFixtures.json(data)));
    }

    private String rows(String query) {
        return root + "/tables/issues/rows?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> names(JsonNode page) {
        var names = new ArrayList<String>();
        page.path("rows").forEach(row -> names.add(row.path("row").asString()));
        return names;
    }
}
