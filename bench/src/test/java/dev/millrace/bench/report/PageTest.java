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
}
