package dev.millrace.platform.command;

import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.envelope.CommandRecord;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Appends commands to {@code millrace.commands}. Any thread may call it that may block: it waits where Kafka is out of reach or the buffer is full. */
public final class CommandLog {

    private final Producer<byte[], byte[]> producer;

    public CommandLog(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Appends one command.
     *
     * @return done once all replicas have it; fails with Kafka's exception, in which case the command may or may not be in the log and is to be sent again
     *     under the same id
     */
    public CompletableFuture<Void> append(CommandRecord command) {
        var appended = new CompletableFuture<Void>();
        try {
            var _ = producer.send(Records.of(command), (_, failure) -> {
                if (failure == null) {
                    appended.complete(null);
                } else {
                    appended.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) { // interrupted while the buffer was full, or closed
            appended.completeExceptionally(e);
        }
        return appended;
    }
}
