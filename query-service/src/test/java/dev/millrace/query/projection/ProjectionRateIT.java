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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prints how many events a second the tables take, of which half are new rows, and what that costs on either side. Asserts only that all arrived: the machine decides
 * the rest.
 */
class ProjectionRateIT {

    private static final int BATCH = 5_000;
    private static final int WARM_UP = 20;
    private static final int MEASURED = 40;

    @Test
    void printsTheRate() throws SQLException, IOException {
        try (var database = new TestDatabase();
                var connection = database.dataSource().getConnection()) {
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
            var server = Path.of("/proc", backend(connection), "stat");
            connection.setAutoCommit(false);
            run(projection, acme, 0, WARM_UP, connection);
            double serverBefore = serverCpuSeconds(server);
            // when
            var cost = run(projection, acme, WARM_UP, WARM_UP + MEASURED, connection);
            // then
            assertThat(database.count("event")).isEqualTo((long) BATCH * (WARM_UP + MEASURED));
            double events = (double) BATCH * MEASURED;
            System.out.printf(
                    "RATE of the projection: %,.0f events/s; CPU of an event: %.1f µs here, %.1f µs in PostgreSQL%n",
                    events / cost.elapsed(),
                    cost.cpu() / events * 1e6,
                    (serverCpuSeconds(server) - serverBefore) / events * 1e6);
        }
    }

    private record Cost(double elapsed, double cpu) {}

    private static Cost run(
            EventsProjection projection, EventFixtures organization, int from, int to, Connection connection)
            throws SQLException {
        double elapsed = 0;
        double cpu = 0;
        for (int batch = from; batch < to; batch++) {
            var records = EventFixtures.consumed(0, 0, events(organization, batch));
            long started = System.nanoTime();
            long cpuStarted = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            projection.apply(records, connection);
            connection.commit();
            elapsed += (System.nanoTime() - started) / 1e9;
            cpu += (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStarted) / 1e9;
        }
        return new Cost(elapsed, cpu);
    }

    private static String backend(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** User and system time of the process, in ticks of 10 ms; 0 where the system does not tell. */
    private static double serverCpuSeconds(Path stat) throws IOException {
        if (!Files.isReadable(stat)) {
            return 0;
        }
        var fields = List.of(Files.readString(stat).split(" ", -1));
        return (Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14))) / 100.0;
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
