package dev.millrace.ingest.translation;

import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.CommandRequest;
import dev.millrace.platform.command.Origin;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Puts the commands of deliveries through the door that all commands take. */
public final class CommandSender {

    private final CommandDoor door;

    public CommandSender(CommandDoor door) {
        this.door = door;
    }

    /** What was sent of one delivery. */
    private record Sent(Planned planned, List<CompletableFuture<Void>> appends, Optional<Verdict> refusal) {}

    /** Sends all of them, in their order, and returns once each is in the log or refused for good. */
    List<Translated> send(List<Planned> deliveries) throws SQLException {
        var sent = new ArrayList<Sent>();
        for (var delivery : deliveries) {
            sent.add(submit(delivery));
        }
        var translated = new ArrayList<Translated>();
        for (var delivery : sent) {
            var planned = delivery.planned();
            translated.add(new Translated(planned.located(), planned.attempt(), confirmed(delivery)));
        }
        return translated;
    }

    /** The first refusal decides about the delivery; commands before it are sent, and a retry sends all of them anew. */
    private Sent submit(Planned planned) throws SQLTransientException {
        var appends = new ArrayList<CompletableFuture<Void>>();
        var delivery = planned.located().delivery();
        var origin = new Origin(
                Translator.ACTOR_PREFIX + delivery.source(),
                "/webhooks/" + delivery.source(),
                delivery.deliveryId(),
                planned.located().traceParent(),
                false);
        for (var command : planned.commands()) {
            try {
                var request = new CommandRequest(command.id(), PlannedCommand.TYPE, command.data(), null);
                appends.add(
                        door.submit(delivery.organization(), request, origin).appended());
            } catch (Problem e) {
                if (isPassing(e.code())) {
                    throw Appends.unconfirmed(e);
                }
                return new Sent(planned, appends, Optional.of(new Verdict.Failed(e.code(), detail(e))));
            }
        }
        return new Sent(planned, appends, planned.verdict());
    }

    /** Capacity comes back; everything else stays as it is. */
    private static boolean isPassing(ErrorCode code) {
        return code.number() >= 3000 && code.number() < 4000;
    }

    private static String detail(Problem problem) {
        return problem.errors().isEmpty()
                ? problem.detail()
                : problem.detail() + " " + problem.errors().getFirst().pointer() + ": "
                        + problem.errors().getFirst().detail();
    }

    private static Verdict confirmed(Sent sent) throws SQLException {
        try {
            for (var append : sent.appends()) {
                Appends.await(append);
            }
            return sent.refusal().orElseGet(Verdict.Sent::new);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return new Verdict.Failed(
                        ErrorCode.TOO_LARGE, "Expected a command that the log can hold, but it is larger");
            }
            throw Appends.unconfirmed(e);
        }
    }
}
