package dev.millrace.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.report.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainPostgresIT {

    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void doesTheWorkAtAPaceAndAsFastAsItCan(@TempDir Path folder) throws IOException {
        try (var postgres = new PlainPostgres(folder.resolve("peer"))) {
            // when
            var schedule = Schedule.of(Arrivals.FIXED, 100, Duration.ofMillis(250), 1);
            var paced = PeerRows.latency(postgres, Commit.DURABLE, SHORT, schedule);
            var fastest = PeerRows.throughput(postgres, Commit.DEFERRED, SHORT, SHORT);
            // then
            assertThat(paced.values()).containsKeys(Column.P50, Column.P99).containsEntry(Column.ERRORS, 0.0);
            assertThat(fastest.values().get(Column.THROUGHPUT)).isPositive();
        }
    }
}
