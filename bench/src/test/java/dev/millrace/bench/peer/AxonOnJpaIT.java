package dev.millrace.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.peer.axon.PutRow;
import dev.millrace.bench.peer.axon.Reading;
import dev.millrace.bench.peer.axon.WrongVersion;
import dev.millrace.bench.report.Column;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class AxonOnJpaIT {

    private static final Duration SHORT = Duration.ofMillis(200);

    private static final long MOMENT = 1_700_000_000_000_000_000L;

    @TempDir
    private static Path folder;

    private static AxonOnJpa axon;

    @BeforeAll
    static void start() {
        axon = new AxonOnJpa(folder.resolve("peer"));
    }

    @AfterAll
    static void stop() throws Exception {
        axon.close();
    }

    @Test
    void keepsOneEventOf300BytesForEachCommand() {
        // when
        for (int i = 0; i < 3; i++) {
            put("0/r-00000001", MOMENT + i, i);
        }
        // then
        assertThat(versions("0/r-00000001")).isEqualTo("1,2,3");
        assertThat(jdbc().sql("select octet_length(payload) from \"AggregateEventEntry\" limit 1")
                        .query(Integer.class)
                        .single())
                .isBetween(295, 310);
    }

    @Test
    void writesNothingForAWrongVersion() {
        // given
        put("0/r-00000002", MOMENT, 0);
        // when
        var failure = catchThrowable(() -> put("0/r-00000002", MOMENT + 1, 0));
        // then
        assertThat(failure).isInstanceOf(WrongVersion.class);
        assertThat(versions("0/r-00000002")).isEqualTo("1");
    }

    @Test
    void doesTheWorkAtAPaceAndAsFastAsItCan() throws Exception {
        // when
        var schedule = Schedule.of(Arrivals.FIXED, 100, Duration.ofMillis(250), 1);
        var paced = PeerRows.latency(axon, Commit.DEFERRED, SHORT, schedule);
        var fastest = PeerRows.throughput(axon, Commit.DEFERRED, SHORT, SHORT);
        // then
        assertThat(paced.values()).containsKeys(Column.P50, Column.P99).containsEntry(Column.ERRORS, 0.0);
        assertThat(fastest.values().get(Column.THROUGHPUT)).isPositive();
    }

    private static void put(String row, long epochNanos, long expectedVersion) {
        axon.rows(Commit.DURABLE).put(new PutRow(row, Reading.at(epochNanos), expectedVersion));
    }

    private static String versions(String row) {
        return jdbc().sql("""
                        select string_agg("aggregateSequenceNumber"::text, ',' order by "aggregateSequenceNumber")
                        from "AggregateEventEntry" where "aggregateIdentifier" = :row""").param("row", row).query(String.class).single();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(axon.dataSource(Commit.DURABLE));
    }
}
