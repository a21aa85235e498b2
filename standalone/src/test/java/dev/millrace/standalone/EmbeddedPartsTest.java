package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class EmbeddedPartsTest {

    private final TreeMap<String, Runnable> parts = new TreeMap<>();

    @Test
    void namesThePartThatDoesNotStartInTime() {
        // given
        var never = new CountDownLatch(1);
        parts.put("quick", () -> {});
        parts.put("slow", () -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        // when
        assertThatThrownBy(() -> EmbeddedParts.start(parts, Duration.ofMillis(100)))
                // then
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slow");
    }

    @Test
    void saysWhyAPartDidNotStart() {
        // given
        parts.put("broken", () -> {
            throw new IllegalArgumentException("no such disk");
        });
        // when
        assertThatThrownBy(() -> EmbeddedParts.start(parts, Duration.ofSeconds(5)))
                // then
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
