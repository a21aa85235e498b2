package dev.millrace.platform.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Waits for what an admin client was asked.
 *
 * @param bootstrapServers whom it asked
 */
record AdminAnswers(String bootstrapServers) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * The answer.
     *
     * @throws RuntimeException       what the broker said in its place, of the types of Kafka's errors
     * @throws IllegalStateException  if there was none in time
     */
    <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private IllegalStateException unreachable(Exception cause) {
        return new IllegalStateException(
                "Expected an answer from Kafka at %s within %s".formatted(bootstrapServers, TIMEOUT), cause);
    }
}
