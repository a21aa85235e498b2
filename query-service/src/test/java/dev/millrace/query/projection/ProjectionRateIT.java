package dev.millrace.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.query.EventFixtures;
import dev.millrace.query.TestDatabase;
import dev.millrace.query.event.EventLogProjection;
import dev.millrace.query.organization.OrganizationProjection;
import dev.millrace.query.row.RowProjection;
import dev.millrace.query.table.TableProjection;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prints how many events a second the tables take, of which half are new rows. Asserts only that all arrived: the machine decides the rest. */
class ProjectionRateIT {

    private static final int BATCH = 5_000;
    private static final int BATCHES = 60;

    @Test
    void printsTheRate() throws SQLException {
        try (var database = new TestDatabase()) {
            // given
            var projection = new EventsProjection(
                    QuerySchema.LIVE,
                    List.of(
                            new EventLogProjection(),
                            new OrganizationProjection(),
                            new TableProjection(),
                            new RowProjection()),
                    (_, _) -> {});
            var acme = new EventFixtures(new OrganizationId("acme"));
            long nanos = 0;
            // when
            for (int batch = 0; batch < BATCHES; batch++) {
                var records = EventFixtures.consumed(0, 0, events(acme, batch));
                long started = System.nanoTime();
                try (var connection = database.dataSource().getConnection()) {
                    connection.setAutoCommit(false);
                    projection.apply(records, connection);
                    connection.commit();
                }
                nanos += batch < BATCHES / 3 ? 0 : System.nanoTime() - started; // the first third warms up
            }
            // then
            assertThat(database.count("event")).isEqualTo((long) BATCH * BATCHES);
            System.out.printf("RATE of the projection: %,.0f events/s%n", BATCH * BATCHES * 2.0 / 3 / (nanos / 1e9));
        }
    }

    private static List<EventRecord> events(EventFixtures organization, int batch) {
        var events = new ArrayList<EventRecord>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            var row = new RowId("row-" + (batch * BATCH + i) / 2);
            var data = EventFixtures.json(
                    "{\"title\":\"The quick brown fox %d\",\"state\":\"open\",\"count\":%d,\"labels\":[\"a\",\"b\"]}"
                            .formatted(i, batch));
            events.add(organization.next(new RowWritten(new TableId("issues"), row, data)));
        }
        return events;
    }
}
