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
        load.answered("one", System.nanoTime());
        load.answered("other", System.nanoTime());
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
                load.answered("one", System.nanoTime());
                waiting.get(100, TimeUnit.MILLISECONDS);
            });
            // then
            assertThat(oneIsNotAll).isInstanceOf(TimeoutException.class);
            while (!waiting.isDone()) {
                load.answered("one", System.nanoTime());
                load.answered("other", System.nanoTime());
            }
            assertThat(waiting.get()).isTrue();
        }
    }

    @Test
    void remembersTheCommandOfEachOrganizationThatWaitedLongest() {
        // given
        long now = System.nanoTime();
        load.answered("one", now - 5_000_000_000L);
        load.answered("one", now);
        load.answered("other", now - 3_000_000_000L);
        // when
        var waits = load.longestWaits();
        // then
        assertThat(waits)
                .hasSize(2)
                .hasEntrySatisfying("one", wait -> assertThat(wait.fromNanos()).isEqualTo(now - 5_000_000_000L))
                .hasEntrySatisfying(
                        "other", wait -> assertThat(wait.fromNanos()).isEqualTo(now - 3_000_000_000L));
        assertThat(load.longestWait()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    @Test
    void countsEveryCommandThatWasAnsweredTooLate() {
        // given
        long now = System.nanoTime();
        load.answered("one", now - 50_000_000_000L);
        load.answered("one", now - 60_000_000_000L);
        load.answered("one", now - 2_000_000_000L);
        // when
        long late = load.slowerThan(Duration.ofSeconds(40));
        // then
        assertThat(late).isEqualTo(2);
    }

    @Test
    void countsACommandThatWasNeverAnsweredAsLate() {
        // given
        load.gaveUp("one", System.nanoTime() - 50_000_000_000L);
        load.gaveUp("one", System.nanoTime());
        // when
        long late = load.slowerThan(Duration.ofSeconds(40));
        // then
        assertThat(late).isEqualTo(1);
        assertThat(load.answers()).isZero();
    }

    @Test
    void forgetsAllButHowManyWereLateWhenItMeasuresAnew() {
        // given
        load.answered("one", System.nanoTime() - 50_000_000_000L);
        load.retried();
        // when
        load.measureAnew();
        // then
        assertThat(load.answers()).isZero();
        assertThat(load.retries()).isZero();
        assertThat(load.slowWaits()).isEmpty();
        assertThat(load.slowerThan(Duration.ofSeconds(40))).isEqualTo(1);
        assertThat(load.longestWaits()).isEmpty();
        assertThat(load.longestSilence()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void leavesOutWhatWasMissedAndKeepsItsPlace() {
        // given
        var paced = new Load(Duration.ofNanos(100), Duration.ofMinutes(1));
        // when
        long inTime = paced.nextNanos(1_000, 1_030);
        long late = paced.nextNanos(1_000, 1_250);
        // then
        assertThat(inTime).isEqualTo(1_100);
        assertThat(late).isEqualTo(1_300);
    }
}
