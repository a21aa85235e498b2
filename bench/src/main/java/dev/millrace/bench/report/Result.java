package dev.millrace.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * All runs of one scenario.
 *
 * @param scenario    its name on the command line
 * @param title       what it measures
 * @param environment where and how
 * @param runs        the lines of each run
 */
public record Result(String scenario, String title, Environment environment, List<List<Row>> runs) {

    public Result {
        runs = runs.stream().map(List::copyOf).toList();
    }

    /** The figures of all runs, by line in the order of their first appearance. */
    SequencedMap<String, List<Row>> lines() {
        var lines = new LinkedHashMap<String, List<Row>>();
        for (var run : runs) {
            for (var row : run) {
                lines.computeIfAbsent(row.label(), _ -> new ArrayList<>()).add(row);
            }
        }
        return lines;
    }
}
