package dev.millrace.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();

    @AfterEach
    void close() {
        deadlines.close();
    }

    @Test
    void endsWhatIsNotDoneInTime() {
        // given
        var late = deadlines.limit(new CompletableFuture<String>(), Duration.ofMillis(1));
        // when, then
        assertThatThrownBy(() -> late.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void leavesAloneWhatHasTimeLeft() throws Exception {
        // given
        var waiting = deadlines.limit(new CompletableFuture<String>(), Duration.ofHours(1));
        var late = deadlines.limit(new CompletableFuture<String>(), Duration.ofMillis(1));
        // when
        late.exceptionally(_ -> "ended").get(5, TimeUnit.SECONDS);
        // then
        assertThat(waiting).isNotDone();
    }

    @Test
    void leavesAloneWhatWasDoneInTime() throws Exception {
        // given
        var done = deadlines.limit(CompletableFuture.completedFuture("answer"), Duration.ofMillis(1));
        var late = deadlines.limit(new CompletableFuture<String>(), Duration.ofMillis(1));
        // when
        late.exceptionally(_ -> "ended").get(5, TimeUnit.SECONDS);
        // then
        assertThat(done).isCompletedWithValue("answer");
    }
}
