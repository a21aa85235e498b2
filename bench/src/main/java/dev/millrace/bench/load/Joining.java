package dev.millrace.bench.load;

import java.time.Duration;

/** Waits for a thread that was told to stop, so that nobody closes what it still uses. */
final class Joining {

    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private Joining() {}

    static void join(Thread thread) {
        try {
            thread.join(AT_MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
