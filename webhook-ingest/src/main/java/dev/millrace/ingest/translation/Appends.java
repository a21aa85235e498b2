package dev.millrace.ingest.translation;

import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what Kafka is to confirm. */
final class Appends {

    /** Longer than a producer tries; then it is not coming. */
    private static final Duration BOUND = Duration.ofSeconds(40);

    private Appends() {}

    /**
     * Returns once it is in the log, with what came of it.
     *
     * @throws ExecutionException    with Kafka's refusal
     * @throws SQLTransientException if there is no answer. Of this type because that is how a projection tells its runner that the record is not to blame and
     *     the same batch is to be tried again
     */
    static <T> T await(CompletableFuture<T> append) throws ExecutionException, SQLTransientException {
        try {
            return append.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unconfirmed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unconfirmed(e);
        }
    }

    /** The same for what Kafka cannot refuse for its contents. */
    static void awaitAll(Iterable<? extends CompletableFuture<?>> appends) throws SQLTransientException {
        try {
            for (var append : appends) {
                var _ = await(append);
            }
        } catch (ExecutionException e) {
            throw unconfirmed(e);
        }
    }

    /** What the runner of a projection understands as trouble of the infrastructure. */
    static SQLTransientException unconfirmed(Exception cause) {
        return new SQLTransientException("Expected Kafka to confirm a record, but it did not", cause);
    }
}
