package dev.millrace.query.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
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
        service = QueryService.start(QueryService.infrastructure(), "millrace.query.stream-comment=500ms");
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
        write(25);
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
        write(12);
        // when
        var replay = api.get(events + "?" + query, "Millrace-After", "12", "Accept", "application/x-ndjson");
        // then
        assertThat(replay.header("Millrace-Sequence")).isEqualTo("12");
        assertThat(replay.text().lines()).hasSize(expected);
    }

    @Test
    void refusesMediaTypesThatItCannotMake() {
        assertThat(api.get(events, "Accept", "text/html").code()).isEqualTo("NOT_ACCEPTABLE");
        assertThat(api.get(events, "Accept", "nonsense").code()).isEqualTo("NOT_ACCEPTABLE");
        assertThat(api.get(events, "Accept", "*/*").status()).isEqualTo(200);
    }

    @Test
    void streamsHistoryAndThenWhatComesWithoutGapOrRepetition() {
        // given
        write(1_500);
        api.get(events + "?limit=1", "Millrace-After", "1500");
        // when
        try (var stream = open("?after=0")) {
            for (int batch = 0; batch < 20; batch++) {
                write(25);
            }
            // then
            await().atMost(20, SECONDS).until(() -> stream.events().size() >= 2_000);
            assertThat(stream.ids())
                    .isEqualTo(LongStream.rangeClosed(1, 2_000)
                            .mapToObj(Long::toString)
                            .toList());
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.events().getFirst().name()).isEqualTo("row.written");
        }
    }

    @Test
    void streamsToManyAtOnce() {
        // given
        write(10);
        api.get(events + "?limit=1", "Millrace-After", "10");
        var streams =
                IntStream.range(0, 30).mapToObj(i -> open("?after=" + i % 11)).toList();
        // when
        write(200);
        // then
        for (int i = 0; i < streams.size(); i++) {
            var stream = streams.get(i);
            var expected = LongStream.rangeClosed(i % 11 + 1, 210)
                    .mapToObj(Long::toString)
                    .toList();
            await().atMost(20, SECONDS).until(() -> stream.ids().equals(expected));
        }
        streams.forEach(Sse::close);
    }

    @Test
    void prefersTheHeaderOverTheAddress() {
        // given
        write(5);
        api.get(events + "?limit=1", "Millrace-After", "5");
        // when
        try (var stream = open("?lastEventId=1", "Last-Event-ID", "3")) {
            // then
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("4", "5")));
        }
    }

    @Test
    void beginsWithWhatComesWhereNoPositionIsNamed() {
        // given
        write(3);
        api.get(events + "?limit=1", "Millrace-After", "3");
        try (var stream = open("")) {
            // when
            write(1);
            // then
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("4")));
        }
    }

    @ParameterizedTest
    @CsvSource({"99", "abc", "-1", "99999999999999999999"})
    void resetsAClientWhosePositionIsUnknown(String position) {
        // given
        write(3);
        api.get(events + "?limit=1", "Millrace-After", "3");
        // when
        try (var stream = open("", "Last-Event-ID", position)) {
            // then
            await().atMost(10, SECONDS).until(() -> !stream.events().isEmpty());
            assertThat(stream.events().getFirst()).isEqualTo(new Sse.Event("3", "reset", "{\"head\":3}"));
        }
    }

    @Test
    void filtersAStream() {
        // given
        try (var stream = open("?after=0&subject=table/issues/row/2")) {
            // when
            write(5);
            // then
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("3")));
        }
    }

    @Test
    void sendsCommentsIntoSilence() {
        try (var stream = open("")) {
            await().atMost(10, SECONDS).until(() -> stream.comments().size() >= 3);
            assertThat(stream.comments().getFirst()).isEqualTo(": connected");
        }
    }

    @Test
    void endsAStreamWithItsToken() {
        // given
        var token = service.tokens()
                .token(claims -> claims.claim("organizations", List.of("*"))
                        .expirationTime(Date.from(Instant.now().plusSeconds(2))));
        var briefly = service.apiWith(token);
        // when
        try (var stream = Sse.open(briefly, briefly.request(events))) {
            // then
            await().atMost(10, SECONDS).until(stream::hasEnded);
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAStreamWhoseTokenHasEndedThoughOtherRequestsBearWithIt() {
        // given
        var token = service.tokens()
                .token(claims -> claims.claim("organizations", List.of("*"))
                        .expirationTime(Date.from(Instant.now().minusSeconds(5))));
        var late = service.apiWith(token);
        // when
        try (var stream = Sse.open(late, late.request(events))) {
            // then
            assertThat(stream.status()).isEqualTo(401);
        }
        assertThat(late.get(events).status()).isEqualTo(200);
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

    @Test
    void refusesAForeignStream() {
        // given
        var stranger = service.api("somebody-else");
        // when
        try (var stream = Sse.open(stranger, stranger.request(events))) {
            // then
            assertThat(stream.status()).isEqualTo(403);
        }
    }

    private Sse open(String query, String... headers) {
        return Sse.open(api, api.request(events + query, headers));
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            service.send(EventFixtures.produced(organization.next(
                    new RowWritten(EventFixtures.ISSUES, new RowId(Integer.toString(i)), EventFixtures.json("{}")))));
        }
        service.flush();
    }
}
