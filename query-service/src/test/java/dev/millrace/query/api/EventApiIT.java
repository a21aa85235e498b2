package dev.millrace.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.json.EventJson;
import dev.millrace.platform.json.Json;
import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventApiIT {

    private static QueryService service;

    private EventFixtures organization;
    private Api api;
    private String events;

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
        organization = QueryService.newOrganization();
        api = service.api(organization.organization().value());
        events = "/v1/organizations/" + organization.organization() + "/events";
    }

    @Test
    void servesPagesThatJoinWithoutGap() {
        // given
        service.writeRows(organization, 25);
        // when
        var sequences = new ArrayList<Long>();
        long after = 0;
        while (true) {
            var page = api.get(events + "?limit=10&after=" + after, "Millrace-After", "25")
                    .json();
            page.path("events")
                    .forEach(event -> sequences.add(event.path("sequence").asLong()));
            if (page.path("next").isNull()) {
                break;
            }
            after = page.path("next").asLong();
        }
        // then
        assertThat(sequences).isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
    }

    @Test
    void servesEachEventAsOneObjectWhoseChainHolds() {
        // given
        var record = organization.next(new RowWritten(
                EventFixtures.ISSUES,
                new RowId("a\"b\\c\n☃"),
                EventFixtures.json("{\"text\":\"line\\nbreak ☃ \\\\\"}")));
        service.send(EventFixtures.produced(record));
        // when
        var served = api.get(events, "Millrace-After", "1", "Accept", "application/x-ndjson")
                .text();
        // then
        assertThat(served).isEqualTo(new String(EventJson.write(record), StandardCharsets.UTF_8) + "\n");
        var json = Json.MAPPER.readTree(served);
        var data = served.substring(served.indexOf("\"data\":") + 7, served.length() - 2);
        assertThat(Chain.start(organization.organization())
                        .next(
                                json.path("type").asString(),
                                json.path("id").asString(),
                                new Subject(json.path("subject").asString()),
                                json.path("time").asString(),
                                json.path("actor").asString(),
                                json.path("sequence").asLong(),
                                RawJson.of(data))
                        .hex())
                .isEqualTo(json.path("chain").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "type=row.written,12",
        "type=row.deleted,0",
        "subject=table/issues,12",
        "subject=table/issu,0",
        "subject=table/issues/row/3,1",
        "after=10,2",
        "limit=5,5",
        "after=12,0",
        "after=99,0"
    })
    void filtersAReplay(String query, int expected) {
        // given
        service.writeRows(organization, 12);
        // when
        var replay = api.get(events + "?" + query, "Millrace-After", "12", "Accept", "application/x-ndjson");
        // then
        assertThat(replay.header("Millrace-Sequence")).isEqualTo("12");
        assertThat(replay.text().lines()).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "type=row.writen",
        "type=",
        "type=row.written&type=row.deleted",
        "subject=",
        "subject=table/issues&subject=organization",
        "after=1&after=2",
    })
    void refusesParametersThatWouldBeMisread(String query) {
        for (var form : List.of("application/json", "application/x-ndjson", "text/event-stream")) {
            // when
            var answer = api.get(events + "?" + query, "Accept", form);
            // then
            assertThat(answer.status()).as(form).isEqualTo(400);
            assertThat(answer.code()).as(form).isEqualTo("INVALID_PARAMETER");
        }
    }

    @Test
    void readsNoEventsWhereOnlyTheHeadOfAReplayIsAskedFor() throws IOException, InterruptedException {
        // given
        service.writeRows(organization, 3);
        api.get(events, "Millrace-After", "3");
        service.execute("alter table query.event rename to hidden");
        // when
        var request = api.request(events, "Accept", "application/x-ndjson").HEAD();
        try {
            var answer = api.client().send(request.build(), BodyHandlers.discarding());
            // then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Millrace-Sequence")).contains("3");
        } finally {
            service.execute("alter table query.hidden rename to event");
        }
    }

    @Test
    void refusesMediaTypesThatItCannotMake() {
        assertThat(api.get(events, "Accept", "text/html").code()).isEqualTo("NOT_ACCEPTABLE");
        assertThat(api.get(events, "Accept", "nonsense").code()).isEqualTo("NOT_ACCEPTABLE");
        assertThat(api.get(events, "Accept", "*/*").status()).isEqualTo(200);
    }

    @Test
    void cutsAReplayThatFailsOnItsWay() throws IOException, InterruptedException {
        // given: more than fits into the buffers between the two sides
        var data = EventFixtures.json("{\"text\":\"%s\"}".formatted("x".repeat(60_000)));
        for (int i = 0; i < 500; i++) {
            service.send(EventFixtures.produced(
                    organization.next(new RowWritten(EventFixtures.ISSUES, new RowId("a"), data))));
        }
        api.get(events + "?limit=1", "Millrace-After", "500");
        var request = api.request(events, "Accept", "application/x-ndjson").build();
        // when
        try (var replay =
                api.client().send(request, BodyHandlers.ofInputStream()).body()) {
            replay.readNBytes(1_000);
            service.execute("alter table query.event rename to hidden");
            // then
            assertThatThrownBy(replay::readAllBytes).isInstanceOf(IOException.class);
        } finally {
            service.execute("alter table query.hidden rename to event");
        }
    }
}
