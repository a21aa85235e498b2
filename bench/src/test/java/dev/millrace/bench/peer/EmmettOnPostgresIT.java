package dev.millrace.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.child.NodePackage;
import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.report.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmmettOnPostgresIT {

    @TempDir
    private Path folder;

    @Test
    void keepsAnEventOf300BytesForEachCommandAtAPaceAndAsFastAsItCan() throws IOException, SQLException {
        // given
        var schedule = Schedule.of(Arrivals.FIXED, 100, Duration.ofMillis(250), 1);
        try (var emmett = new EmmettOnPostgres(new NodePackage(Path.of("peers", "emmett")), folder.resolve("peer"))) {
            // when
            var paced = emmett.paced(Commit.DURABLE, schedule);
            var fastest = PeerRows.throughput(emmett, Commit.DEFERRED, Duration.ofMillis(200), Duration.ofMillis(200));
            // then
            assertThat(paced.latency().getTotalCount()).isEqualTo(schedule.size());
            assertThat(fastest.values().get(Column.THROUGHPUT)).isPositive();
            assertThat(count(emmett, "select count(*) from emt_messages")).isEqualTo(schedule.size());
            assertThat(count(emmett, "select max(octet_length(message_data::text)) from emt_messages"))
                    .isBetween(295L, 315L); // the server sets blanks after colons and commas
        }
    }

    @Test
    void saysWhyItDoesNotRunWithoutItsPackages() throws IOException {
        // given
        var nothing = new NodePackage(folder);
        try (var emmett = new EmmettOnPostgres(nothing, folder.resolve("peer"))) {
            // when
            var row = PeerRows.throughput(emmett, Commit.DURABLE, Duration.ofMillis(200), Duration.ofMillis(200));
            // then
            assertThat(row.label()).contains("not measured");
            assertThat(row.values()).isEmpty();
        }
    }

    private static long count(EmmettOnPostgres emmett, String sql) throws SQLException {
        try (var connection = emmett.connect(Commit.DURABLE);
                var found = connection.createStatement().executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
