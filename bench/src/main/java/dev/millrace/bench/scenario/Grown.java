package dev.millrace.bench.scenario;

import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Set;

/** One size of the log held against a smaller one. */
final class Grown {

    /** Say that the rate was held, not what it cost. */
    private static final Set<Column> NO_COSTS = EnumSet.of(Column.THROUGHPUT, Column.ERRORS);

    private Grown() {}

    /** How many times as much everything is, where the log has more events. */
    static Row byEvents(Row smaller, Row larger) {
        return by(times(Column.EVENTS, smaller, larger), smaller, larger);
    }

    /** How many times as much everything is, where what grew is {@code input} times as much. */
    static Row by(double input, Row smaller, Row larger) {
        var times = new EnumMap<Column, Double>(Column.class);
        for (var column : larger.values().keySet()) {
            if (!NO_COSTS.contains(column) && smaller.values().getOrDefault(column, 0.0) > 0) {
                times.put(column, times(column, smaller, larger));
            }
        }
        times.put(Column.INPUT, input);
        return new Row("*times: %s to %s*".formatted(larger.label(), smaller.label()), Role.GROWTH, times);
    }

    private static double times(Column column, Row smaller, Row larger) {
        return larger.values().getOrDefault(column, 0.0) / smaller.values().getOrDefault(column, 0.0);
    }
}
