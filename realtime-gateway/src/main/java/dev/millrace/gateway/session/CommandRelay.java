package dev.millrace.gateway.session;

import dev.millrace.gateway.protocol.FrameWriter;
import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.Origin;
import dev.millrace.platform.command.Submission;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.telemetry.TraceContext;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.realtime.ClientFrame;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries commands from sockets to the door and outcomes back. */
public final class CommandRelay {

    private static final String SOURCE = "/stream";
    private static final Logger LOG = LoggerFactory.getLogger(CommandRelay.class);

    private final CommandPort port;
    private final Executor blocking;
    private final Deadlines deadlines;
    private final Duration timeout;

    /**
     * A relay.
     *
     * @param blocking runs what may block
     * @param timeout  how long an outcome is waited for
     */
    public CommandRelay(CommandPort port, Executor blocking, Deadlines deadlines, Duration timeout) {
        this.port = port;
        this.blocking = blocking;
        this.deadlines = deadlines;
        this.timeout = timeout;
    }

    /**
     * The frame that answers a command; never fails. The caller was authorised for the organization.
     *
     * @param loop writes the frame, in the order in which outcomes come: whoever brings one, the processor after its commit, has other work to do
     */
    CompletableFuture<byte[]> answer(Caller caller, ClientFrame.Command frame, Executor loop) {
        return CompletableFuture.supplyAsync(() -> submit(caller, frame), blocking)
                .thenCompose(submission -> outcome(frame, submission, loop))
                .exceptionally(failure -> refusal(frame, failure));
    }

    private Submission submit(Caller caller, ClientFrame.Command frame) {
        var trace = TraceContext.continuing(frame.traceparent(), null);
        var origin = new Origin(caller.subject(), SOURCE, null, trace.traceParent(), true);
        return port.submit(frame.organization(), frame.command(), origin);
    }

    private CompletableFuture<byte[]> outcome(ClientFrame.Command frame, Submission submission, Executor loop) {
        return deadlines
                .limit(submission.outcome(), timeout)
                .handleAsync(
                        (@Nullable Outcome outcome, @Nullable Throwable failure) -> outcome != null
                                ? FrameWriter.outcome(frame.id(), outcome)
                                : unanswered(frame, submission),
                        loop);
    }

    private byte[] unanswered(ClientFrame.Command frame, Submission submission) {
        return FrameWriter.json(FrameWriter.unanswered(
                frame.id(),
                submission.id(),
                "Expected an outcome within %s, but none came; send the command again under its id"
                        .formatted(timeout)));
    }

    private static byte[] refusal(ClientFrame.Command frame, Throwable failure) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof Problem problem) {
            return FrameWriter.json(FrameWriter.error(frame.id(), problem));
        }
        LOG.atWarn().setCause(cause).log("a command from a socket could not be submitted");
        return FrameWriter.json(FrameWriter.error(
                frame.id(), new Problem(ErrorCode.UNAVAILABLE, "Expected to append the command, but that failed")));
    }
}
