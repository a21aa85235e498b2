package dev.millrace.bench.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {

    @Test
    void leavesOutWhatOnlyOneProgramCanUse() throws IOException {
        // given
        var line = List.of(
                "/jdk/bin/java",
                "-Xmx448m",
                "-XX:AOTCache=/app/start.aot",
                "-XX:StartFlightRecording=filename=x",
                "-Da=b",
                "-jar",
                "/app/x.jar",
                "--data",
                "d");
        // then
        assertThat(JavaOptions.of(line)).containsExactly("-Xmx448m", "-Da=b");
    }

    @Test
    void refusesWhatIsNotAJvm() {
        assertThatIOException().isThrownBy(() -> JavaOptions.of(List.of("/usr/bin/docker", "run", "-jar")));
        assertThatIOException().isThrownBy(() -> JavaOptions.of(List.of("/jdk/bin/java", "-cp", "x", "Main")));
    }
}
