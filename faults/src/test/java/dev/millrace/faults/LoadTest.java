package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoadTest {

    private final Load load = new Load(Duration.ZERO, Duration.ofMinutes(1));

    @Test
    @Timeout(30)
    void waitsUntilEveryOrganizationIsAnsweredAgain() throws Exception {
        // given
        load.answered("one");
        load.answered("other");
        var begun = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = executor.submit(() -> {
                begun.countDown();
                load.awaitAnswers();
                return true;
            });
            begun.await();
            // when
            var oneIsNotAll = Assertions.catchThrowable(() -> {
                load.answered("one");
                waiting.get(100, TimeUnit.MILLISECONDS);
            });
            // then
            assertThat(oneIsNotAll).isInstanceOf(TimeoutException.class);
            while (!waiting.isDone()) {
                load.answered("one");
                load.answered("other");
            }
            assertThat(waiting.get()).isTrue();
        }
    }
}
