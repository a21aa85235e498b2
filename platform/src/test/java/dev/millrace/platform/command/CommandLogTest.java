package dev.millrace.platform.command;

import static dev.millrace.platform.command.DoorFixture.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandLogTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> record, Callback callback) {
                    if (sendError != null) {
                        throw sendError;
                    }
                    return super.send(record, callback);
                }
            };
    private volatile @Nullable Error sendError;
    private CommandLog log = new CommandLog(producer, FOR_EVER);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void sendsALonelyCommandAtOnce() {
        // when
        var _ = log.append(command(1));
        // then
        assertThat(sent()).containsExactly(1L);
    }

    @Test
    void gathersWhatComesSoonAfter() {
        // given
        var _ = log.append(command(1));
        // when
        var appended = log.append(command(2));
        // then
        assertThat(sent()).containsExactly(1L);
        assertThat(appended).isNotDone();
    }

    @Test
    void sendsWhatWasGatheredInOrder() throws Exception {
        // given
        logGathering(SHORT);
        // when
        var appended = List.of(log.append(command(1)), log.append(command(2)), log.append(command(3)));
        // then
        CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
        assertThat(sent()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void sendsWhatWasGatheredWhenItCloses() {
        // given
        var _ = log.append(command(1));
        var _ = log.append(command(2));
        // when
        log.close();
        // then
        assertThat(sent()).containsExactly(1L, 2L);
    }

    @Test
    void stillSendsAfterItWasClosed() {
        // given
        var _ = log.append(command(1));
        log.close();
        // when
        var appended = log.append(command(2));
        // then
        assertThat(appended).isCompleted();
        assertThat(sent()).containsExactly(1L, 2L);
    }

    @Test
    void letsNobodyWaitForWhatAlreadyKeptAnotherWaitingInVain() {
        // given
        var _ = log.append(command(1));
        var gathered = List.of(log.append(command(2)), log.append(command(3)));
        producer.sendException = new TimeoutException("buffer full");
        // when
        log.close();
        // then
        assertThat(gathered).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(sent()).containsExactly(1L);
    }

    @Test
    void tellsTheCallerOfABugAndGoesOn() throws Exception {
        // given
        logGathering(SHORT);
        var _ = log.append(command(1));
        producer.sendException = new IllegalArgumentException("bug");
        // when
        var failed = log.append(command(2));
        // then
        failed.handle((_, failure) -> failure).get(5, TimeUnit.SECONDS);
        assertThat(failed).isCompletedExceptionally();
        producer.sendException = null;
        log.append(command(3)).get(5, TimeUnit.SECONDS);
        assertThat(sent()).containsExactly(1L, 3L);
        assertThat(log.problem()).isEmpty();
    }

    @Test
    void isNotReadyOnceAnErrorHasEndedItsThreadAndLetsNobodyWaitForIt() throws Exception {
        // given
        logGathering(SHORT);
        var _ = log.append(command(1));
        sendError = new OutOfMemoryError("planted");
        // when
        var failed = log.append(command(2));
        // then
        failed.handle((_, failure) -> failure).get(5, TimeUnit.SECONDS);
        await().until(() -> log.problem().isPresent());
        sendError = null;
        var later = List.of(log.append(command(3)), log.append(command(4)));
        assertThat(later).allMatch(CompletableFuture::isDone);
        assertThat(sent()).containsExactly(1L, 3L, 4L);
    }

    @Test
    void refusesWhatItHasNoRoomFor() {
        // given
        var _ = log.append(command(1));
        var gathered = Stream.of(2, 3, 4)
                .map(number -> log.append(command(number, "x".repeat(5_000_000))))
                .toList();
        // when
        var refused = log.append(command(5, "x".repeat(5_000_000)));
        // then
        assertThat(gathered).noneMatch(CompletableFuture::isDone);
        assertThat(refused.exceptionNow())
                .asInstanceOf(type(Problem.class))
                .returns(ErrorCode.UNAVAILABLE, Problem::code);
    }

    private void logGathering(Duration gather) {
        log.close();
        log = new CommandLog(producer, gather);
    }

    private List<Long> sent() {
        return producer.history().stream()
                .map(record -> Records.command(record.value(), record.headers()))
                .map(command -> UUID.fromString(command.id().toString()).getLeastSignificantBits())
                .toList();
    }

    private static CommandRecord command(long number) {
        return command(number, "");
    }

    private static CommandRecord command(long number, String text) {
        return new CommandRecord(
                new CommandId(new UUID(1, number)),
                ACME,
                "row.put",
                RawJson.of(DoorFixture.utf8("{\"text\":\"" + text + "\"}")),
                null,
                Instant.EPOCH,
                "ann",
                "/http",
                "c",
                null,
                null);
    }
}
