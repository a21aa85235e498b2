package dev.millrace.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.Submission;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.Caller;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.realtime.ClientFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CommandRelayTest {

    private static final CommandId ID = new CommandId(new UUID(1, 1));
    private static final Caller ANNA = new Caller("anna", Set.of("acme"), Instant.MAX);
    private static final ClientFrame.Command FRAME = new ClientFrame.Command(
            "c", new OrganizationId("acme"), new JsonObject(Json.MAPPER.createObjectNode()), null);

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final Deadlines deadlines = new Deadlines();
    private final CommandRelay relay = new CommandRelay(
            (_, _, _) -> new Submission(ID, CompletableFuture.completedFuture(null), outcome),
            Runnable::run,
            deadlines,
            Duration.ofHours(1));

    @AfterEach
    void close() {
        deadlines.close();
    }

    @Test
    void writesTheFrameOnTheLoopAndNotWhereTheOutcomeComesFrom() {
        // given
        var answer = relay.answer(ANNA, FRAME, loop::add);
        // when
        outcome.complete(new Outcome.Accepted(ID, 1, 1, List.of()));
        // then
        assertThat(answer).isNotDone();
        loop.remove().run();
        assertThat(answer).isCompleted();
    }
}
