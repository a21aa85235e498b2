package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.report.Row.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private static final Environment HERE =
            new Environment("2026-01-02", "./millrace bench x", "abc", "2 cores", "8 GiB", "Linux", "JDK 25", "30 s");

    @TempDir
    private Path folder;

    @Test
    void showsMedianAndRangeAndTheRatioToTheFloor() {
        // given
        var result = new Result("x", "some x", HERE, List.of(run(4, 1), run(9, 2), run(5, 2)));
        // when
        var section = Page.section(result);
        // then
        assertThat(section)
                .contains("| | p50 ms | errors |", "| ours | 5.00 (4.00 to 9.00) | 0 |")
                .contains("| hop | 2.00 (1.00 to 2.00) |  |", "| *ratio: ours to hop* | 2.50 |  |");
    }

    @Test
    void holdsEverySubjectAgainstEveryPeerAndDetailsAgainstNone() {
        // given
        var run = List.of(
                row("whole", Role.SUBJECT, 10),
                row("seen otherwise", Role.DETAIL, 9),
                row("alone", Role.SUBJECT, 20),
                row("axon", Role.PEER, 5),
                row("emmett", Role.PEER, 2));
        // when
        var section = Page.section(new Result("x", "some x", HERE, List.of(run)));
        // then
        assertThat(section.lines().filter(line -> line.startsWith("| *ratio")))
                .containsExactly(
                        "| *ratio: whole to axon* | 2.00 |",
                        "| *ratio: whole to emmett* | 5.00 |",
                        "| *ratio: alone to axon* | 4.00 |",
                        "| *ratio: alone to emmett* | 10.00 |");
    }

    @Test
    void marksWhatGrewFasterThanItsInput() {
        // given
        var times = new Row(
                "times",
                Role.GROWTH,
                Map.of(
                        Column.CPU_MILLIS, 1.1,
                        Column.P99, 1.3,
                        Column.BROKER_DISK, 9.0,
                        Column.STATE_DISK, 14.0,
                        Column.INPUT, 10.0));
        // when
        var section = Page.section(new Result("x", "some x", HERE, List.of(List.of(times))));
        // then
        assertThat(section).contains("| times | 1.10 | **1.30** | 9.00 | **14.00** | 10.00 |");
    }

    @Test
    void replacesAMeasuredPartAndKeepsTheProse() {
        // given
        var page = "# B\nprose\n<!-- measured:x -->\nold\n<!-- /measured -->\nmore\n";
        // when
        var updated = Page.withPart(page, new Result("x", "some x", HERE, List.of(run(4, 1))));
        // then
        assertThat(updated)
                .startsWith("# B\nprose\n<!-- measured:x -->\n2026-01-02, revision abc")
                .endsWith("<!-- /measured -->\nmore\n")
                .doesNotContain("old");
    }

    @Test
    void givesANewScenarioAPlaceAtTheEnd() {
        // when
        var updated = Page.withPart("# B\n", new Result("x", "some x", HERE, List.of(run(4, 1))));
        // then
        assertThat(updated).startsWith("# B\n\n## x: some x\n\n<!-- measured:x -->\n");
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        // given
        var result = new Result("x", "some x", HERE, List.of(run(4, 1), run(5, 1)));
        var files = new ResultFiles(folder.resolve("results"));
        // when
        files.write(result);
        // then
        assertThat(files.readAll()).containsExactly(result);
    }

    private static List<Row> run(double ours, double hop) {
        return List.of(
                new Row("ours", Role.SUBJECT, Map.of(Column.P50, ours, Column.ERRORS, 0.0)),
                new Row("hop", Role.FLOOR, Map.of(Column.P50, hop)));
    }

    private static Row row(String label, Role role, double rate) {
        return new Row(label, role, Map.of(Column.THROUGHPUT, rate));
    }
}
