package dev.millrace.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private final LinkedBlockingQueue<Long> counts = new LinkedBlockingQueue<>();

    @Test
    void noticesTheEndWhenItComesAndNotWhenItIsAskedFor() throws IOException {
        // given
        var follower = Follower.of(this::next, 10);
        counts.add(7L);
        awaitTaken();
        long before = System.nanoTime();
        counts.add(10L);
        awaitTaken();
        // when
        long reached = follower.reached();
        // then
        assertThat(reached).isBetween(before, System.nanoTime()).isEqualTo(follower.reached());
        assertThat(follower.missingAt(reached)).isZero();
        assertThat(follower.missingAt(before)).isEqualTo(3);
    }

    @Test
    void tellsThatTheCountFailed() {
        // given
        var follower = Follower.of(
                () -> {
                    throw new IOException("gone");
                },
                10);
        // then
        assertThatIOException().isThrownBy(follower::reached).withRootCauseInstanceOf(IOException.class);
    }

    private long next() throws IOException {
        try {
            return counts.take();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void awaitTaken() {
        while (!counts.isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
