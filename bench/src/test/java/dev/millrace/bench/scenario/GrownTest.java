package dev.millrace.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrownTest {

    @Test
    void holdsEveryCostOfTheLargerLogAgainstThatOfTheSmaller() {
        // given
        var smaller = row("few", 1_000, 4, 1);
        var larger = row("many", 8_000, 6, 5);
        // when
        var grown = Grown.byEvents(smaller, larger);
        // then
        assertThat(grown.values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Column.EVENTS, 8.0, Column.CPU_MILLIS, 1.5, Column.INPUT, 8.0));
        assertThat(Grown.by(100, smaller, larger).values()).containsEntry(Column.INPUT, 100.0);
    }

    private static Row row(String label, double events, double millis, double errors) {
        return new Row(
                label, Role.SUBJECT, Map.of(Column.EVENTS, events, Column.CPU_MILLIS, millis, Column.ERRORS, errors));
    }
}
