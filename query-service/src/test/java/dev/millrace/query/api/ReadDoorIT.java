package dev.millrace.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in that should not: parameters of all kinds, and callers without the right. */
class ReadDoorIT {

    private static QueryService service;

    private record Route(String path, List<String> parameters) {}

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
    void findsNoServerErrorWhateverTheParameters() {
        // given
        api.get(root, "Millrace-After", "2");
        var random = new Random(11);
        var routes = List.of(
                new Route("/tables", List.of("limit", "cursor")),
                new Route("/tables/issues/rows", List.of("where", "where", "sort", "limit", "cursor")),
                new Route("/events", List.of("after", "limit", "type", "subject", "lastEventId")),
                new Route("/dead-letters", List.of("state", "limit", "cursor")),
                new Route("/tables/issues/rows/x", List.of("where")));
        var values = List.of(
                "n:eq:1e99999",
                "n:eq:",
                ":eq:1",
                "n:in:",
                "n:in:[]",
                "n:in:[{}]",
                "n:eq:[1]",
                "a..b:eq:1",
                "/:eq:1",
                "%00",
                "n:eq:%00",
                "n:eq:%22%5Cu0000%22",
                "n:eq:%22%5Cud800%22",
                "-",
                "n,n",
                "-1",
                "0",
                "1001",
                "AAAA",
                "eyJ4IjoxfQ",
                "*",
                "open",
                "OPEN",
                "999999999999999999999",
                "n:prefix:%25",
                "n:gt:%7B",
                "n:lt:-0",
                "n:eq:1e-99999",
                "%F0%9F%98%80:eq:1",
                "n:eq:'",
                "n:in:" + "1,".repeat(200));
        // when
        for (int i = 0; i < 1_000; i++) {
            var route = routes.get(random.nextInt(routes.size()));
            var names = route.parameters();
            var query = names.get(random.nextInt(names.size())) + "=" + values.get(random.nextInt(values.size())) + "&"
                    + names.get(random.nextInt(names.size())) + "=" + values.get(random.nextInt(values.size()));
            var path = root + route.path() + "?"
                    + query.replace("\"", "%22")
                            .replace("[", "%5B")
                            .replace("]", "%5D")
                            .replace("{", "%7B")
                            .replace("}", "%7D");
            // then
            assertThat(api.get(path).status()).as(path).isLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=1",
                "/tables?sort=name",
                "/tables/issues?limit=1",
                "/tables/issues/rows?were=n:eq:1",
                "/tables/issues/rows?limit=1&Limit=1",
                "/tables/issues/rows?state=open&%00=1",
                "/events?cursor=1",
                "/dead-letters?stat=open"
            })
    void refusesParametersThatARouteDoesNotKnow(String rest) {
        // when
        var answer = api.get(root + rest);
        // then
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void showsNothingToAForeignToken() {
        // given
        put("a", "{\"secret\":1}");
        var stranger = service.api("somebody-else");
        // then
        for (var path : List.of(
                "",
                "/tables",
                "/tables/issues",
                "/tables/issues/rows",
                "/tables/issues/rows/a",
                "/events",
                "/dead-letters",
                "/commands/0198c0de-0000-7000-8000-000000000000")) {
            var answer = stranger.get(root + path);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text()).doesNotContain("secret");
        }
        assertThat(stranger.get("/v1/admin/projections").status()).isEqualTo(403);
        assertThat(stranger.post("/v1/admin/projections/query:rebuild").status())
                .isEqualTo(403);
    }

    private void put(String row, String data) {
        service.happen(organization, new RowWritten(EventFixtures.ISSUES, new RowId(row), EventFixtures.json(data)));
    }
}
