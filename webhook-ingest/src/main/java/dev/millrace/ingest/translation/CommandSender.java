package dev.millrace.ingest.translation;

import dev.millrace.platform.command.BatchRequest;
import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.CommandRequest;
import dev.millrace.platform.command.Origin;
import dev.millrace.platform.command.Submission;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Puts the commands of deliveries through the door that all commands take. */
public final class CommandSender {

    private static final String TYPE = "row.put";

    private final CommandDoor door;

    public CommandSender(CommandDoor door) {
        this.door = door;
    }

    /** A delivery on its way. */
    private record Underway(Planned planned, CompletableFuture<Verdict> verdict) {}

    /** Sends all of them, in their order, and returns once each is in the log or refused for good. */
    List<Translated> send(List<Planned> deliveries) throws SQLException {
        var underway = new ArrayList<Underway>();
        for (var delivery : deliveries) {
            underway.add(new Underway(delivery, verdict(delivery)));
        }
        var translated = new ArrayList<Translated>();
        for (var delivery : underway) {
            var planned = delivery.planned();
            translated.add(new Translated(planned.located(), planned.attempt(), confirmed(delivery.verdict())));
        }
        return translated;
    }

    private CompletableFuture<Verdict> verdict(Planned planned) throws SQLTransientException {
        return switch (planned) {
            case Planned.Decided decided -> CompletableFuture.completedFuture(decided.verdict());
            case Planned.Rows rows -> verdict(rows);
        };
    }

    private CompletableFuture<Verdict> verdict(Planned.Rows planned) throws SQLTransientException {
        try {
            return submit(planned).appended().thenApply(_ -> new Verdict.Sent());
        } catch (Problem e) {
            if (isPassing(e.code())) {
                throw Appends.unconfirmed(e);
            }
            return CompletableFuture.completedFuture(new Verdict.Failed(e.code(), detail(e)));
        }
    }

    /** Several rows are a batch: were they commands of their own, one could take effect and another be refused. */
    private Submission submit(Planned.Rows planned) {
        var organization = planned.key().organization();
        var rows = planned.rows();
        if (rows.size() == 1) {
            var request = new CommandRequest(planned.id(), TYPE, rows.getFirst(), null);
            return door.submit(organization, request, origin(planned.located()));
        }
        var requests = rows.stream()
                .map(row -> new CommandRequest(null, TYPE, row, null))
                .toList();
        return door.submitBatch(organization, new BatchRequest(planned.id(), requests), origin(planned.located()));
    }

    private static Origin origin(Located located) {
        var delivery = located.delivery();
        return new Origin(
                Translator.ACTOR_PREFIX + delivery.source(),
                "/webhooks/" + delivery.source(),
                delivery.deliveryId(),
                located.traceParent(),
                false);
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

    private static Verdict confirmed(CompletableFuture<Verdict> verdict) throws SQLException {
        try {
            return Appends.await(verdict);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return new Verdict.Failed(
                        ErrorCode.TOO_LARGE, "Expected a command that the log can hold, but it is larger");
            }
            throw Appends.unconfirmed(e);
        }
    }
}
