package dev.millrace.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void asksOnceForManyCallers() {
        // given
        var asked = new AtomicInteger();
        var probe = new Probe("x", () -> Finding.up(Map.of("asked", asked.incrementAndGet())), Duration.ofSeconds(2));
        // when
        var found = IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(_ -> probe.find())
                .distinct()
                .toList();
        // then
        assertThat(found).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void answersInTimeWhenCheckHangs() {
        // given
        var never = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var probe = new Probe(
                "x",
                () -> {
                    asked.incrementAndGet();
                    never.await();
                    return Finding.up(Map.of());
                },
                SHORT);
        // when
        var first = probe.find();
        long started = System.nanoTime();
        var second = probe.find();
        // then
        assertThat(first.isUp()).isFalse();
        assertThat(second.isUp()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SHORT);
        assertThat(asked).hasValue(1);
        never.countDown();
    }

    @Test
    void keepsMessagesOfFailuresToItself() {
        // given
        var probe = new Probe(
                "x",
                () -> {
                    throw new IllegalStateException("10.1.2.3 refused anna");
                },
                Duration.ofSeconds(2));
        // when
        var found = probe.find();
        // then
        assertThat(found.problem()).contains("IllegalStateException").doesNotContain("anna");
    }
}
