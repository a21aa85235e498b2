package dev.millrace.query.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import java.sql.SQLException;
import java.time.Instant;
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

class EventStreamIT {

    private static QueryService service;

    private EventFixtures organization;
    private Api api;
    private String events;

    @BeforeAll
    static void start() {
        // with so long an interval nothing is heard of by the way
        service = QueryService.start(
                QueryService.infrastructure(),
                "millrace.query.stream-comment=500ms",
                "millrace.query.poll-interval=2s");
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
    void streamsHistoryAndThenWhatComesWithoutGapOrRepetition() {
        // given
        service.writeRows(organization, 1_500);
        api.get(events + "?limit=1", "Millrace-After", "1500");
        // when
        try (var stream = open("?after=0")) {
            for (int batch = 0; batch < 20; batch++) {
                service.writeRows(organization, 25);
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
    void streamsEventsThatAreTooLargeToBeHeld() {
        // given
        var large = EventFixtures.json("{\"text\":\"%s\"}".formatted("x".repeat(5_000_000)));
        try (var stream = open("?after=0")) {
            service.writeRows(organization, 1);
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("1")));
            // when
            service.happen(organization, new RowWritten(EventFixtures.ISSUES, new RowId("large"), large));
            service.writeRows(organization, 1);
            // then
            await().atMost(20, SECONDS).until(() -> stream.ids().equals(List.of("1", "2", "3")));
        }
    }

    @Test
    void streamsWhatSomebodyElseHasProjectedBehindTheBackOfThisNode() throws SQLException {
        // given
        try (var stream = open("?after=0")) {
            service.writeRows(organization, 1);
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("1")));
            // when
            service.projectElsewhere(
                    organization.next(new RowWritten(EventFixtures.ISSUES, new RowId("a"), EventFixtures.json("{}"))));
            // then
            await().atMost(5, SECONDS).until(() -> stream.ids().equals(List.of("1", "2")));
        }
    }

    @Test
    void streamsToManyAtOnce() {
        // given
        service.writeRows(organization, 10);
        api.get(events + "?limit=1", "Millrace-After", "10");
        var streams =
                IntStream.range(0, 30).mapToObj(i -> open("?after=" + i % 11)).toList();
        // when
        service.writeRows(organization, 200);
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
        service.writeRows(organization, 5);
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
        service.writeRows(organization, 3);
        api.get(events + "?limit=1", "Millrace-After", "3");
        try (var stream = open("")) {
            // then
            await().atMost(10, SECONDS).until(() -> !stream.events().isEmpty());
            assertThat(stream.events()).containsExactly(new Sse.Event("3", "head", "{\"head\":3}"));
            // when
            service.writeRows(organization, 1);
            // then
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("3", "4")));
        }
    }

    @Test
    void waitsForAPositionOfTheNearFuture() {
        // given
        try (var stream = open("", "Last-Event-ID", "2")) {
            // when
            service.writeRows(organization, 3);
            // then
            await().atMost(10, SECONDS).until(() -> stream.ids().equals(List.of("3")));
        }
    }

    @ParameterizedTest
    @CsvSource({"99", "abc", "-1", "99999999999999999999"})
    void resetsAClientWhosePositionIsUnknown(String position) {
        // given
        service.writeRows(organization, 3);
        api.get(events + "?limit=1", "Millrace-After", "3");
        // when
        try (var stream = open("", "Last-Event-ID", position)) {
            // then
            await().atMost(20, SECONDS).until(() -> !stream.events().isEmpty());
            assertThat(stream.events().getFirst()).isEqualTo(new Sse.Event("3", "reset", "{\"head\":3}"));
        }
    }

    @Test
    void filtersAStream() {
        // given
        try (var stream = open("?after=0&subject=table/issues/row/2")) {
            // when
            service.writeRows(organization, 5);
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
        var briefly = apiUntil(Instant.now().plusSeconds(2));
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
        var late = apiUntil(Instant.now().minusSeconds(5));
        // when
        try (var stream = Sse.open(late, late.request(events))) {
            // then
            assertThat(stream.status()).isEqualTo(401);
        }
        assertThat(late.get(events).status()).isEqualTo(200);
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

    private Api apiUntil(Instant end) {
        return service.apiWith(service.tokens()
                .token(claims -> claims.claim("organizations", List.of("*")).expirationTime(Date.from(end))));
    }

    private Sse open(String query, String... headers) {
        return Sse.open(api, api.request(events + query, headers));
    }
}
