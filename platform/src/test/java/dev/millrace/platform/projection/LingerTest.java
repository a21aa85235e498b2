package dev.millrace.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pause is an hour here: whoever does not end it in time runs into the limit of the test. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class LingerTest {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Linger hour = new Linger(Duration.ofHours(1), stopped);

    @Test
    void endsWhenSomebodyBeginsToWait() {
        hour.since(System.nanoTime(), () -> asked.incrementAndGet() == 3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void endsWhenTheLoopStops() {
        hour.since(System.nanoTime(), () -> {
            asked.incrementAndGet();
            stopped.countDown();
            return false;
        });
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksNobodyAfterItsTime() {
        new Linger(Duration.ofMillis(1), stopped).since(System.nanoTime(), () -> asked.incrementAndGet() < 0);
        assertThat(asked).hasValue(0);
    }

    @Test
    void goesOnForAsLongAsNobodyWaits() {
        long start = System.nanoTime();
        new Linger(Duration.ofMillis(50), stopped).since(start, () -> false);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void countsWhatTheBatchItselfTook() {
        hour.since(System.nanoTime() - TimeUnit.HOURS.toNanos(2), () -> asked.incrementAndGet() < 0);
        assertThat(asked).hasValue(0);
    }
}
