package dev.millrace.query.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationCreated;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TwoNodesIT {

    private static final List<String> TABLES =
            List.of("organization", "table_definition", "table_row", "event", "head");
    private static QueryService one;
    private static QueryService two;

    @BeforeAll
    static void start() {
        var infrastructure = QueryService.infrastructure();
        one = QueryService.start(infrastructure);
        two = QueryService.start(infrastructure);
        await().atMost(60, SECONDS).until(() -> partitions(one) > 0 && partitions(two) > 0);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void showEachOtherTheirOwnWritesAndStreams() {
        // given: organizations on every partition, so that each node reads of what the other projects
        var organizations = IntStream.range(0, 16)
                .mapToObj(_ -> QueryService.newOrganization())
                .toList();
        var streams = organizations.stream().map(each -> stream(two, each)).toList();
        // when
        organizations.forEach(each -> one.happen(each, new OrganizationCreated("Acme"), row("a", 1), row("b", 2)));
        // then
        for (int i = 0; i < organizations.size(); i++) {
            var root = "/v1/organizations/" + organizations.get(i).organization();
            for (var node : List.of(one, two)) {
                assertThat(node.api("*").get(root, "Millrace-After", "3").header("Millrace-Sequence"))
                        .isEqualTo("3");
            }
            var stream = streams.get(i);
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("1", "2", "3")));
        }
        streams.forEach(Sse::close);
    }

    @Test
    void rebuildUnderLoadWithoutAnybodyNoticing() {
        // given
        var organization = QueryService.newOrganization();
        one.happen(
                organization,
                new OrganizationCreated("Acme"),
                new TableDefined(EventFixtures.ISSUES, "Issues", EventFixtures.json("{}")));
        var root = "/v1/organizations/" + organization.organization();
        var loading = new AtomicBoolean(true);
        var stream = stream(one, organization);
        var load = CompletableFuture.runAsync(() -> {
            for (int i = 0; loading.get(); i++) {
                one.happen(organization, row("r" + i % 50, i));
                var answer = (i % 2 == 0 ? one : two)
                        .api("*")
                        .get(root + "/tables/issues/rows?limit=1", "Millrace-After", Integer.toString(i + 3));
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            }
        });
        var operator = one.api("*");
        var marker = "create table query.marker (n int)"; // a rebuilt schema has no such thing
        one.execute(marker);
        // when
        var begun = operator.post("/v1/admin/projections/query:rebuild");
        // then
        assertThat(begun.status()).isEqualTo(202);
        await().atMost(60, SECONDS).until(() -> !one.exists("query.marker"));
        await().atMost(60, SECONDS)
                .until(() -> operator.get("/v1/admin/projections")
                        .json()
                        .path("rebuild")
                        .asString()
                        .equals("idle"));
        loading.set(false);
        assertThat(load).succeedsWithin(Duration.ofSeconds(20));
        var head = Long.parseLong(two.api("*").get(root).header("Millrace-Sequence"));
        assertThat(one.count(
                        "select count(*) from query.event where organization = '" + organization.organization() + "'"))
                .isEqualTo(head);
        await().atMost(10, SECONDS)
                .until(() -> stream.ids()
                        .equals(LongStream.rangeClosed(1, head)
                                .mapToObj(Long::toString)
                                .toList()));
        assertThat(one.exists("query_old.event")).isFalse();
        stream.close();
    }

    @Test
    void rebuildTheSameTables() {
        // given
        var organization = QueryService.newOrganization();
        one.happen(
                organization,
                new OrganizationCreated("Acme"),
                new TableDefined(EventFixtures.ISSUES, "Issues", EventFixtures.json("{}")),
                row("a", 1),
                row("a", 2),
                row("b", 1));
        one.api("*").get("/v1/organizations/" + organization.organization(), "Millrace-After", "5");
        var before = TABLES.stream().map(one::digest).toList();
        one.execute("create table query.marker (n int)");
        // when
        two.api("*").post("/v1/admin/projections/query:rebuild");
        // then
        await().atMost(60, SECONDS).until(() -> !one.exists("query.marker"));
        assertThat(TABLES.stream().map(one::digest).toList()).isEqualTo(before);
        await().atMost(60, SECONDS)
                .until(() -> two.api("*")
                        .get("/v1/admin/projections")
                        .json()
                        .path("rebuild")
                        .asString()
                        .equals("idle"));
    }

    @Test
    void parkARecordThatCannotBeReadAndShowWhatFollows() {
        // given
        var organization = QueryService.newOrganization();
        var good = EventFixtures.produced(organization.next(new OrganizationCreated("Acme")));
        var unknown = EventFixtures.produced(organization.next(row("a", 1)));
        unknown.headers().remove("ce_type").add("ce_type", "from.the-future".getBytes(StandardCharsets.UTF_8));
        // when
        one.send(good);
        one.send(unknown);
        one.happen(organization, row("b", 2));
        // then
        var api = one.api("*");
        var root = "/v1/organizations/" + organization.organization();
        var events = api.get(root + "/events", "Millrace-After", "3").json();
        assertThat(events.path("events"))
                .extracting(event -> event.path("sequence").asLong())
                .containsExactly(1L, 3L);
        assertThat(events.path("next").isNull()).isTrue();
        assertThat(api.get("/v1/admin/projections/parked").text())
                .contains(organization.organization().value());
        assertThat(api.post("/v1/admin/projections/parked:retry")
                        .json()
                        .path("applied")
                        .asInt())
                .isZero();
    }

    private static Sse stream(QueryService node, EventFixtures organization) {
        var api = node.api("*");
        return Sse.open(api, api.request("/v1/organizations/" + organization.organization() + "/events?after=0"));
    }

    private static RowWritten row(String row, int n) {
        return new RowWritten(EventFixtures.ISSUES, new RowId(row), EventFixtures.json("{\"n\":%d}".formatted(n)));
    }

    private static int partitions(QueryService node) {
        return node.api("*")
                .get("/v1/admin/projections")
                .json()
                .path("node")
                .path(0)
                .path("checkpoints")
                .size();
    }
}
