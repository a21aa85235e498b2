package dev.millrace.gateway.session;

import dev.millrace.gateway.protocol.FrameWriter;
import dev.millrace.gateway.subscription.Loop;
import dev.millrace.gateway.subscription.Subscriptions;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.realtime.ClientFrame;
import dev.millrace.schemas.realtime.CloseCode;
import dev.millrace.schemas.realtime.ServerFrame;
import org.jspecify.annotations.Nullable;

/** Does what the frames of one session ask for. Everything but {@code auth} and {@code ping} needs a caller, who is authorised anew each time. */
final class FrameHandler {

    private final Session session;
    private final Subscriptions subscriptions;
    private final Loop loop;
    private final SessionServices services;
    private final Tolerance tolerance;
    private int commandsInFlight;

    FrameHandler(Session session, Subscriptions subscriptions, Loop loop, SessionServices services) {
        this.session = session;
        this.subscriptions = subscriptions;
        this.loop = loop;
        this.services = services;
        this.tolerance = new Tolerance(services.settings().malformedPerMinute());
    }

    void handle(ClientFrame frame) {
        try {
            switch (frame) {
                case ClientFrame.Auth(var token) -> session.authenticate(token);
                case ClientFrame.Ping(var id) -> session.send(new ServerFrame.Pong(id));
                case ClientFrame.Subscribe subscribe -> subscribe(subscribe);
                case ClientFrame.Unsubscribe(var id) -> {
                    var _ = session.caller();
                    subscriptions.unsubscribe(id);
                }
                case ClientFrame.Command command -> submit(command);
            }
        } catch (Problem problem) {
            session.send(FrameWriter.error(id(frame), problem));
        }
    }

    /** A frame that could not be understood: answered, and tolerated for a while. */
    void malformed(@Nullable String id, Problem problem) {
        services.meters().malformedFrame();
        session.send(FrameWriter.error(id, problem));
        countMistake(CloseCode.MALFORMED_FRAMES);
    }

    private void subscribe(ClientFrame.Subscribe frame) {
        session.caller().requireUseOf(frame.channel().organization());
        boolean full = subscriptions.isFull();
        try {
            subscriptions.subscribe(frame);
        } finally {
            if (full) {
                countMistake(CloseCode.TOO_MANY_SUBSCRIPTIONS);
            }
        }
    }

    private void submit(ClientFrame.Command frame) {
        var caller = session.caller();
        caller.requireUseOf(frame.organization());
        int limit = services.settings().limits().maxCommandsInFlight();
        if (commandsInFlight >= limit) {
            throw new Problem(ErrorCode.OVERLOADED, "Expected at most %d commands without an outcome".formatted(limit));
        }
        commandsInFlight++;
        var _ = services.commands()
                .answer(caller, frame, loop)
                .thenAcceptAsync(
                        answer -> {
                            commandsInFlight--;
                            session.sendEncoded(answer);
                        },
                        loop);
    }

    private void countMistake(CloseCode code) {
        if (tolerance.isExhaustedBy(services.clock().millis())) {
            session.close(code);
        }
    }

    private static @Nullable String id(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Auth _ -> null;
            case ClientFrame.Subscribe subscribe -> subscribe.id();
            case ClientFrame.Unsubscribe unsubscribe -> unsubscribe.id();
            case ClientFrame.Command command -> command.id();
            case ClientFrame.Ping ping -> ping.id();
        };
    }
}
