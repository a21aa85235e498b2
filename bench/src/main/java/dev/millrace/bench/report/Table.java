package dev.millrace.bench.report;

import dev.millrace.bench.report.Row.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One scenario as a Markdown table: a line for each thing measured, median (smallest to largest), then the ratios of Millrace to its floors and peers. */
final class Table {

    private static final int RATIO_DIGITS = 2;

    /** Less is the noise of a measurement. */
    private static final double NOTICEABLE = 1.2;

    private final List<Line> lines;
    private final Set<Column> columns = EnumSet.noneOf(Column.class);

    private record Line(String label, Role role, Map<Column, Spread> figures) {}

    Table(Result result) {
        lines = result.lines().entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
        lines.forEach(line -> columns.addAll(line.figures().keySet()));
    }

    private static Line line(String label, List<Row> rows) {
        var figures = new EnumMap<Column, List<Double>>(Column.class);
        for (var row : rows) {
            row.values()
                    .forEach((column, value) -> figures.computeIfAbsent(column, _ -> new ArrayList<>())
                            .add(value));
        }
        var spreads = new EnumMap<Column, Spread>(Column.class);
        figures.forEach((column, values) -> spreads.put(column, Spread.of(values)));
        return new Line(label, rows.getFirst().role(), spreads);
    }

    String markdown() {
        var text = new StringBuilder();
        text.append("| |");
        columns.forEach(column -> text.append(' ').append(column.title()).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        lines.forEach(line -> text.append(figures(line)));
        lines.stream()
                .filter(line -> line.role() == Role.SUBJECT)
                .forEach(subject ->
                        lines.stream().filter(Table::isMeasure).forEach(other -> text.append(ratio(subject, other))));
        return text.toString();
    }

    private static boolean isMeasure(Line line) {
        return switch (line.role()) {
            case FLOOR, PEER -> true;
            case SUBJECT, DETAIL, CHECK, GROWTH -> false;
        };
    }

    private String figures(Line line) {
        return cells(line.label(), column -> {
            var spread = line.figures().get(column);
            if (spread == null) {
                return "";
            }
            return line.role() == Role.GROWTH ? growth(line, column, spread) : shown(spread, column.digits());
        });
    }

    /** Bold where a figure grew faster than its input. */
    private static String growth(Line line, Column column, Spread spread) {
        var text = shown(spread, RATIO_DIGITS);
        var input = line.figures().get(Column.INPUT);
        double allowed = column.growsWithInput() && input != null ? input.median() : 1;
        return column != Column.INPUT && spread.median() > NOTICEABLE * allowed ? "**" + text + "**" : text;
    }

    private String ratio(Line subject, Line other) {
        if (columns.stream().allMatch(column -> ratio(subject, other, column).isEmpty())) {
            return "";
        }
        return cells(
                "*ratio: %s to %s*".formatted(subject.label(), other.label()), column -> ratio(subject, other, column));
    }

    /** Empty where a ratio would say nothing. */
    private static String ratio(Line subject, Line other, Column column) {
        var ours = subject.figures().get(column);
        var theirs = other.figures().get(column);
        if (!column.isCompared() || ours == null || theirs == null || theirs.median() == 0) {
            return "";
        }
        return number(ours.median() / theirs.median(), RATIO_DIGITS);
    }

    private String cells(String label, Function<Column, String> cell) {
        return columns.stream().map(cell).collect(Collectors.joining(" | ", "| " + label + " | ", " |\n"));
    }

    private static String shown(Spread spread, int digits) {
        var median = number(spread.median(), digits);
        if (spread.count() == 1 || spread.min() == spread.max()) {
            return median;
        }
        return "%s (%s to %s)".formatted(median, number(spread.min(), digits), number(spread.max(), digits));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
