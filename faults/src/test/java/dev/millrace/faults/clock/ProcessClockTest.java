package dev.millrace.faults.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessClockTest {

    /** Far more than a machine ever needs from one look to the next. */
    private static final Duration HOUR = Duration.ofHours(1);

    private Process process;
    private BufferedReader output;
    private Writer input;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TimeTeller.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        input = process.outputWriter(StandardCharsets.UTF_8);
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void tellsTheTimeAsItIs() throws IOException {
        assertThat(hoursWrong()).containsOnly(0L).hasSize(4);
    }

    @Test
    void movesTheClockOfARunningProcessForwardsBackwardsAndBack() throws IOException {
        // given
        hoursWrong();
        var clock = new ProcessClock(process.pid());
        // when
        clock.setWrongBy(HOUR.multipliedBy(2));
        var forwards = hoursWrong();
        clock.setWrongBy(HOUR.multipliedBy(-3));
        var backwards = hoursWrong();
        clock.setWrongBy(Duration.ZERO);
        var right = hoursWrong();
        // then
        assertThat(forwards).containsOnly(2L).hasSize(4);
        assertThat(backwards).containsOnly(-3L).hasSize(4);
        assertThat(right).containsOnly(0L).hasSize(4);
    }

    /** By how many hours each of its ways to tell the time is wrong. */
    private List<Long> hoursWrong() throws IOException {
        input.write("\n");
        input.flush();
        var told = Objects.requireNonNull(output.readLine(), "The process has ended");
        long now = System.currentTimeMillis();
        return Arrays.stream(told.split(" "))
                .map(millis -> Math.round((Long.parseLong(millis) - now) / (double) HOUR.toMillis()))
                .toList();
    }
}
