package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kill -9 of the whole process during load, ten times in a row. */
class CrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final Path JAR =
            Path.of("..", "standalone", "target", "millrace-standalone-0.1.0-SNAPSHOT-exec.jar");

    @TempDir
    private Path directory;

    @Test
    void losesNothingAndDoublesNothingWhenKilledTenTimesUnderLoad() throws IOException, InterruptedException {
        // given
        var run = new CrashRun(20261121, 10, 4, 4, LOG::info);
        // when
        var result = run.run(JAR.toAbsolutePath().normalize(), directory.resolve("data"));
        // then
        LOG.info("{} commands, {} events", result.commands(), result.events());
        assertThat(result.violations()).isEmpty();
        assertThat(result.events()).as("the run did real work").isGreaterThan(500);
    }
}
