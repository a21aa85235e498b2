package dev.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Markdown page with measured parts between {@code <!-- measured:<scenario> -->} and {@code <!-- /measured -->}. Only those parts of the scenarios at hand are
 * replaced; prose, and what was measured another day, stay. A scenario without a place gets one at the end.
 */
public final class Page {

    private static final String END = "<!-- /measured -->";

    private Page() {}

    /** Writes the results into the page, which is made if it is not there. */
    public static void update(Path file, List<Result> results) throws IOException {
        var text = Files.exists(file) ? Files.readString(file) : "# Benchmarks\n";
        for (var result : results) {
            text = withPart(text, result);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    static String withPart(String text, Result result) {
        var start = "<!-- measured:" + result.scenario() + " -->";
        var part = start + "\n" + section(result) + END;
        int from = text.indexOf(start);
        if (from < 0) {
            return "%s\n## %s: %s\n\n%s\n".formatted(text, result.scenario(), result.title(), part);
        }
        int to = text.indexOf(END, from);
        if (to < 0) {
            throw new IllegalArgumentException("Expected %s after %s".formatted(END, start));
        }
        return text.substring(0, from) + part + text.substring(to + END.length());
    }

    /** The measured part of one scenario: where and how, then the table. */
    public static String section(Result result) {
        var at = result.environment();
        int runs = result.runs().size();
        return """
                %s, revision %s, `%s`, %s (%s). %s; %s; %s; %s.

                %s""".formatted(
                        at.date(),
                        at.revision(),
                        at.command(),
                        runs == 1 ? "1 run" : "median of %d runs, smallest to largest in brackets".formatted(runs),
                        at.settings(),
                        at.processor(),
                        at.memory(),
                        at.kernel(),
                        at.jdk(),
                        new Table(result).markdown());
    }
}
