package dev.millrace.bench.report;

import dev.millrace.bench.load.LoadResult;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One line of a table, as one run measured it.
 *
 * @param label  what was measured, the same in every run
 * @param role   what it is to the others
 * @param values the figures, in the unit of their column
 */
public record Row(String label, Role role, Map<Column, Double> values) {

    public Row {
        var ordered = new EnumMap<Column, Double>(Column.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** What a line is to the others of its table. */
    public enum Role {
        /** Millrace itself, to be compared with every floor and peer. */
        SUBJECT,
        /** Millrace itself, seen in another way: compared with nothing. */
        DETAIL,
        /** What any program on this log pays at least. */
        FLOOR,
        /** Another way to do the same work. */
        PEER,
        /** Shows that the measurement can be trusted. */
        CHECK,
        /** How many times the figures of one line are those of another, and its input by how much it is more. */
        GROWTH
    }

    /** A line of percentiles, throughput and errors. */
    public static Row of(String label, Role role, LoadResult result) {
        return new Row(
                label,
                role,
                Map.of(
                        Column.P50, result.millis(50),
                        Column.P90, result.millis(90),
                        Column.P99, result.millis(99),
                        Column.P999, result.millis(99.9),
                        Column.MAX, result.latency().getMaxValue() / 1e6,
                        Column.THROUGHPUT, result.throughput(),
                        Column.ERRORS, (double) result.errorCount(),
                        Column.GENERATOR_CORES, result.generatorCores(),
                        Column.SEND_LAG_P99, result.sendLag().getValueAtPercentile(99) / 1e6));
    }

    /** The same line in another role. */
    public Row as(Role other) {
        return new Row(label, other, values);
    }

    /** The same line with one more figure. */
    public Row with(Column column, double value) {
        var more = new EnumMap<Column, Double>(Column.class);
        more.putAll(values);
        more.put(column, value);
        return new Row(label, role, more);
    }
}
