package dev.millrace.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.query.EventFixtures;
import dev.millrace.query.TestDatabase;
import dev.millrace.query.event.EventLogProjection;
import dev.millrace.query.organization.OrganizationProjection;
import dev.millrace.query.row.RowProjection;
import dev.millrace.query.table.TableProjection;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationCreated;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationRenamed;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationSettingsChanged;
import dev.millrace.schemas.row.RowEvent.RowDeleted;
import dev.millrace.schemas.row.RowEvent.RowPatched;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import dev.millrace.schemas.table.TableEvent.TableDropped;
import dev.millrace.schemas.table.TableEvent.TableSchemaChanged;
import dev.millrace.schemas.table.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsProjectionIT {

    private static final TestDatabase DATABASE = new TestDatabase();
    private static final TableId ISSUES = new TableId("issues");

    private final EventsProjection projection = new EventsProjection(
            QuerySchema.LIVE,
            List.of(new EventLogProjection(), new OrganizationProjection(), new TableProjection(), new RowProjection()),
            (_, _) -> {});
    private final EventFixtures acme = new EventFixtures(new OrganizationId("acme"));

    @BeforeEach
    void empty() {
        DATABASE.execute(
                "truncate query.organization, query.table_definition, query.table_row, query.event, query.head");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void foldsChangesOfARowIntoTheLastOne() throws SQLException {
        // given
        var events = history(
                written("1", "{\"n\":1}"),
                written("2", "{\"n\":2}"),
                new RowPatched(
                        ISSUES,
                        new RowId("1"),
                        EventFixtures.json("{\"m\":1}"),
                        EventFixtures.json("{\"n\":1,\"m\":1}")),
                new RowDeleted(ISSUES, new RowId("2")));
        // when
        apply(events);
        // then
        assertThat(DATABASE.rows("select row_id, version, sequence, data from query.table_row"))
                .containsExactly("1|2|3|{\"m\": 1, \"n\": 1}");
    }

    @Test
    void deletesARowOfAnEarlierBatch() throws SQLException {
        // given
        apply(history(written("1", "{}")));
        // when
        apply(history(new RowDeleted(ISSUES, new RowId("1"))));
        // then
        assertThat(DATABASE.count("table_row")).isZero();
    }

    @Test
    void keepsOnlyWhatCameAfterATableWasDefinedAgainInTheSameBatch() throws SQLException {
        // given
        apply(history(define("first"), written("old", "{}")));
        // when
        apply(history(written("middle", "{}"), new TableDropped(ISSUES), define("second"), written("new", "{}")));
        // then
        assertThat(DATABASE.rows("select row_id from query.table_row")).containsExactly("new");
        assertThat(DATABASE.rows("select title from query.table_definition")).containsExactly("second");
    }

    @Test
    void changesNothingWhenEventsAreRepeated() throws SQLException {
        // given
        var events = history(define("first"), written("1", "{\"n\":1}"), new RowDeleted(ISSUES, new RowId("1")));
        apply(events);
        var before = DATABASE.everything();
        // when
        apply(events);
        // then
        assertThat(DATABASE.everything()).isEqualTo(before);
    }

    @Test
    void takesARepetitionWithinOneBatch() throws SQLException {
        // given
        var events = new ArrayList<>(history(define("first"), written("1", "{\"n\":1}")));
        events.addAll(List.copyOf(events));
        // when
        apply(events);
        // then
        assertThat(DATABASE.count("event")).isEqualTo(2);
    }

    @Test
    void letsALateEventEnterTheLogButNotUndoWhatCameAfterIt() throws SQLException {
        // given
        var events = history(written("1", "{\"n\":1}"), written("2", "{}"), new RowDeleted(ISSUES, new RowId("1")));
        apply(events.subList(1, 3));
        // when
        apply(events.subList(0, 1));
        // then
        assertThat(DATABASE.rows("select row_id from query.table_row")).containsExactly("2");
        assertThat(DATABASE.rows("select sequence from query.event order by 1")).containsExactly("1", "2", "3");
        assertThat(DATABASE.rows("select sequence from query.head")).containsExactly("3");
    }

    @Test
    void letsALateEventChangeWhatNothingElseHasChanged() throws SQLException {
        // given
        var events = history(written("1", "{\"n\":1}"), written("2", "{}"));
        apply(events.subList(1, 2));
        // when
        apply(events.subList(0, 1));
        // then
        assertThat(DATABASE.rows("select row_id from query.table_row order by 1"))
                .containsExactly("1", "2");
    }

    @Test
    void keepsOrganizationsApart() throws SQLException {
        // given
        var other = new EventFixtures(new OrganizationId("other"));
        var events = new ArrayList<>(history(define("ours"), written("1", "{\"n\":1}")));
        events.add(other.next(define("theirs")));
        events.add(other.next(written("1", "{\"n\":2}")));
        apply(events);
        // when
        apply(List.of(other.next(new TableDropped(ISSUES))));
        // then
        assertThat(DATABASE.rows("select organization, data from query.table_row"))
                .containsExactly("acme|{\"n\": 1}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void givesTheSameTablesInWhateverBatchesEventsCome(long seed) throws SQLException {
        // given
        var random = new Random(seed);
        var events = randomHistory(random);
        for (var event : events) {
            apply(List.of(event));
        }
        var oneByOne = DATABASE.everything();
        empty();
        // when
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(60));
            int overlap = Math.max(0, from - random.nextInt(10)); // some events come twice
            apply(events.subList(overlap, to));
            from = to;
        }
        // then
        assertThat(DATABASE.everything()).isEqualTo(oneByOne);
    }

    private List<EventRecord> randomHistory(Random random) {
        var other = new EventFixtures(new OrganizationId("other"));
        var events = new ArrayList<EventRecord>();
        events.add(acme.next(new OrganizationCreated("Acme")));
        events.add(other.next(new OrganizationCreated("Other")));
        for (int i = 0; i < 200; i++) {
            events.add((random.nextInt(3) == 0 ? other : acme).next(randomEvent(random, i)));
        }
        return events;
    }

    private static DomainEvent randomEvent(Random random, int i) {
        var table = new TableId("t" + random.nextInt(3));
        var row = new RowId("r/" + random.nextInt(8));
        var data = EventFixtures.json("{\"n\":%d,\"text\":\"a\\\"b\\\\c\\né\"}".formatted(i));
        return switch (random.nextInt(12)) {
            case 0 -> new TableDefined(table, "title " + i, EventFixtures.json("{\"type\":\"object\"}"));
            case 1 -> new TableSchemaChanged(table, EventFixtures.json("{\"n\":%d}".formatted(i)));
            case 2 -> new TableDropped(table);
            case 3 -> new OrganizationRenamed("name " + i);
            case 4 -> new OrganizationSettingsChanged(data);
            case 5, 6 -> new RowDeleted(table, row);
            case 7, 8 -> new RowPatched(table, row, data, data);
            default -> new RowWritten(table, row, data);
        };
    }

    private static RowWritten written(String row, String data) {
        return new RowWritten(ISSUES, new RowId(row), EventFixtures.json(data));
    }

    private static TableDefined define(String title) {
        return new TableDefined(ISSUES, title, EventFixtures.json("{}"));
    }

    private List<EventRecord> history(DomainEvent... events) {
        return List.of(events).stream().map(acme::next).toList();
    }

    private void apply(List<EventRecord> events) throws SQLException {
        try (var connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            projection.apply(EventFixtures.consumed(0, 0, events), connection);
            connection.commit();
        }
    }
}
