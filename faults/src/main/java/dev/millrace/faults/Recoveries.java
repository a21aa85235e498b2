package dev.millrace.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the one process came back from each fault of many runs. */
record Recoveries(List<Recovery> all) {

    Recoveries {
        all = List.copyOf(all);
    }

    /** A line for each kind of fault, and one for all. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        all.stream()
                .collect(Collectors.groupingBy(recovery -> recovery.what().kind(), TreeMap::new, Collectors.toList()))
                .forEach((kind, recoveries) -> lines.add(line(kind, recoveries)));
        lines.add(line("all", all));
        return lines;
    }

    private static String line(String kind, List<Recovery> recoveries) {
        return String.format(
                Locale.ROOT,
                "  %-18s %,5d runs; ready again after %.1f s in the median, %.1f s at most; longest silence %.1f s in the median, %.1f s at most",
                kind,
                recoveries.size(),
                quantile(recoveries, Recovery::ready, 0.5),
                quantile(recoveries, Recovery::ready, 1),
                quantile(recoveries, Recovery::silence, 0.5),
                quantile(recoveries, Recovery::silence, 1));
    }

    private static double quantile(List<Recovery> recoveries, Function<Recovery, Duration> time, double share) {
        var sorted = recoveries.stream().map(time).sorted().toList();
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) ((sorted.size() - 1) * share)).toMillis() / 1e3;
    }
}
