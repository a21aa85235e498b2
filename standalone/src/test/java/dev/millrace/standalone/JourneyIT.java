package dev.millrace.standalone;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same steps against one process and against a process per service. */
class JourneyIT {

    @TempDir
    Path directory;

    @Test
    void leadsFromACommandToEveryScreenInOneProcess() throws Exception {
        try (var deployment = Deployment.OneProcess.start(directory);
                var journey = Journey.with(deployment)) {
            journey.walk();
        }
    }

    @Test
    void leadsFromACommandToEveryScreenInAProcessPerService() throws Exception {
        try (var deployment = Deployment.PerService.start(directory);
                var journey = Journey.with(deployment)) {
            journey.walk();
        }
    }
}
