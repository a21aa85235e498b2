package dev.millrace.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row, by its id and under the conditions of a request. */
class RowApiIT {

    private static QueryService service;

    private EventFixtures organization;
    private Api api;
    private String root;

    @BeforeAll
    static void start() {
        service = QueryService.start(QueryService.infrastructure());
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

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "a/b//c", "100%", "ä ö", "a;b=c", "a+b", "?x#y", "..", "\uD83D\uDE00", "a\\b", "'; drop"
            })
    void findsARowByWhateverName(String name) {
        // given
        put(name, "{\"n\":1}");
        var path = root + "/tables/issues/rows/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        // when
        var answer = api.get(path, "Millrace-After", "3");
        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("row").asString()).isEqualTo(name);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(api.get(path, "If-None-Match", "\"1\"").status()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"2\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-None-Match|\"1\"|304",
                "If-None-Match|\"7\", W/\"1\"|304",
                "If-None-Match|*|304",
                "If-None-Match|\"2\"|200",
                "If-None-Match|nonsense|200",
                "If-Match|\"7\", \"1\"|200",
                "If-Match|*|200",
                "If-Match|\"2\"|412",
                "If-Match|W/\"1\"|412"
            })
    void answersARowOnlyUnderTheConditionsOfTheRequest(String condition, String tags, int status) {
        // given
        put("a", "{}");
        var row = root + "/tables/issues/rows/a";
        api.get(row, "Millrace-After", "3");
        // when
        var answer = api.get(row, condition, tags);
        // then
        assertThat(answer.status()).isEqualTo(status);
        if (status == 412) {
            assertThat(answer.code()).isEqualTo("PRECONDITION_FAILED");
        }
    }

    @Test
    void sendsTheSameHeadersWithARowAsWithoutIt() {
        // given
        put("a", "{}");
        var row = root + "/tables/issues/rows/a";
        var whole = api.get(row, "Millrace-After", "3");
        // when
        var unchanged = api.get(row, "If-None-Match", whole.header("ETag"));
        // then
        assertThat(unchanged.status()).isEqualTo(304);
        for (var name : List.of("Cache-Control", "ETag", "Millrace-Sequence", "Vary")) {
            assertThat(unchanged.header(name)).as(name).isEqualTo(whole.header(name));
        }
    }

    @Test
    void takesSlashesInARowIdAsTheyAre() {
        // given
        put("a/b/c", "{}");
        // when
        var answer = api.get(root + "/tables/issues/rows/a/b/c", "Millrace-After", "3");
        // then
        assertThat(answer.json().path("row").asString()).isEqualTo("a/b/c");
    }

    private void put(String row, String data) {
        service.happen(organization, new RowWritten(EventFixtures.ISSUES, new RowId(row), EventFixtures.json(data)));
    }
}
