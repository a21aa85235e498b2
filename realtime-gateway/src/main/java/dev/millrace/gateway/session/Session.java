package dev.millrace.gateway.session;

import dev.millrace.gateway.protocol.EventBody;
import dev.millrace.gateway.protocol.EventPrefix;
import dev.millrace.gateway.protocol.FrameReader;
import dev.millrace.gateway.protocol.FrameReader.Reading;
import dev.millrace.gateway.protocol.FrameWriter;
import dev.millrace.gateway.protocol.WireFormat;
import dev.millrace.gateway.session.Authentication.Verdict;
import dev.millrace.gateway.session.SessionState.AwaitingToken;
import dev.millrace.gateway.session.SessionState.Closed;
import dev.millrace.gateway.session.SessionState.Closing;
import dev.millrace.gateway.session.SessionState.Open;
import dev.millrace.gateway.session.SessionState.Reverifying;
import dev.millrace.gateway.session.SessionState.Verifying;
import dev.millrace.gateway.subscription.Loop;
import dev.millrace.gateway.subscription.Receiver;
import dev.millrace.gateway.subscription.Shard;
import dev.millrace.gateway.subscription.Subscriptions;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.realtime.CloseCode;
import dev.millrace.schemas.realtime.ServerFrame;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One socket's session; {@link SessionState} draws its way. Event loop of the socket only. */
public final class Session implements Receiver {

    private final Channel channel;
    private final Loop loop;
    private final SessionServices services;
    private final SendQueue queue;
    private final Subscriptions subscriptions;
    private final FrameHandler frames;
    private final ArrayDeque<byte[]> held = new ArrayDeque<>(1);
    private SessionState state = new AwaitingToken();
    private boolean heard = true;

    public Session(Channel channel, WireFormat wire, Shard shard, Loop loop, SessionServices services) {
        this.channel = channel;
        this.loop = loop;
        this.services = services;
        this.queue = new SendQueue(channel, wire, services.settings(), () -> close(CloseCode.SLOW_CONSUMER));
        this.subscriptions =
                shard.subscriptions(this, services.settings().limits().maxSubscriptions());
        this.frames = new FrameHandler(this, subscriptions, loop, services);
    }

    /** The socket is upgraded; its token, if it came with one, is checked before anything is read. */
    public void begin(@Nullable String token) {
        services.sessions().opened(this, state);
        loop.schedule(this::requireToken, services.settings().authTimeout());
        new Heartbeat(this, loop, services.settings().pingInterval()).begin();
        if (token != null) {
            authenticate(token);
        }
    }

    /** A text frame came. */
    public void onText(byte[] text) {
        switch (state) {
            case Verifying _, Reverifying _ -> held.add(text);
            case AwaitingToken _, Open _ -> read(text);
            case Closing _, Closed _ -> {}
        }
    }

    /** Something came, whatever it was. */
    public void onSignOfLife() {
        heard = true;
    }

    /** The socket takes more. */
    public void onWritable() {
        queue.drain();
        if (queue.isDrained()) {
            subscriptions.drained();
        }
    }

    /** The client's close frame came: the answer to ours, or to be answered. */
    public void onClientClose() {
        if (isEnding()) {
            disconnect();
        } else {
            close(CloseCode.NORMAL);
        }
    }

    /** The connection is gone. */
    public void onDisconnected() {
        move(new Closed());
        queue.discard();
        subscriptions.close();
    }

    /** Says why and closes; what was queued goes first, except to one who does not read it. */
    public void close(CloseCode code) {
        if (isEnding()) {
            return;
        }
        move(new Closing(code));
        services.meters().closed(code);
        loop.execute(subscriptions::close); // not now: this may be in the middle of a delivery to them
        boolean nobodyReads = code == CloseCode.SLOW_CONSUMER || code == CloseCode.NORMAL;
        if (nobodyReads) {
            queue.discard();
        }
        queue.finish(code);
        loop.schedule(
                this::disconnect,
                code == CloseCode.NORMAL ? Duration.ZERO : services.settings().closeTimeout());
        channel.config().setAutoRead(true); // the client's own close frame is still of interest
    }

    /** The state, for those who watch. */
    public SessionState state() {
        return state;
    }

    /** The thread of this session. */
    public Loop loop() {
        return loop;
    }

    @Override
    public void send(ServerFrame frame) {
        queue.text(FrameWriter.json(frame));
    }

    @Override
    public void send(EventPrefix prefix, EventBody event) {
        queue.event(prefix, event);
    }

    @Override
    public boolean isDrained() {
        return queue.isDrained();
    }

    @Override
    public String token() {
        return switch (state) {
            case Open open -> open.token();
            case Reverifying reverifying -> reverifying.current().token();
            case AwaitingToken _, Verifying _, Closing _, Closed _ -> "";
        };
    }

    void sendEncoded(byte[] json) {
        queue.text(json);
    }

    void ping() {
        var _ = channel.writeAndFlush(new PingWebSocketFrame());
    }

    boolean wasHeardSinceLastBeat() {
        boolean was = heard;
        heard = false;
        return was;
    }

    boolean isEnding() {
        return state instanceof Closing || state instanceof Closed;
    }

    Caller caller() {
        return switch (state) {
            case Open open -> open.caller();
            case Reverifying reverifying -> reverifying.current().caller();
            case AwaitingToken _, Verifying _, Closing _, Closed _ ->
                throw new Problem(ErrorCode.UNAUTHENTICATED, "Expected an auth frame first");
        };
    }

    /** Checks a first or newer token; nothing is read meanwhile. */
    void authenticate(String token) {
        switch (state) {
            case AwaitingToken awaiting -> check(awaiting.verify(token), token);
            case Open open -> check(open.verify(token), token);
            case Verifying _, Reverifying _, Closing _, Closed _ -> {}
        }
    }

    private void check(SessionState checking, String token) {
        move(checking);
        channel.config().setAutoRead(false);
        var _ = services.authentication().check(token).thenAccept(verdict -> loop.execute(() -> onVerdict(verdict)));
    }

    private void onVerdict(Verdict verdict) {
        switch (verdict) {
            case Verdict.Refused(var problem) -> refuse(problem);
            case Verdict.Good(var caller) -> {
                switch (state) {
                    case Verifying verifying -> welcome(verifying.accept(caller));
                    case Reverifying reverifying
                    when !reverifying.isSameSubject(caller) -> close(CloseCode.SUBJECT_CHANGED);
                    case Reverifying reverifying -> renew(reverifying.accept(caller));
                    case AwaitingToken _, Open _, Closing _, Closed _ -> {}
                }
            }
        }
        readOn();
    }

    private void welcome(Open open) {
        move(open);
        send(new ServerFrame.Welcome(
                channel.id().asShortText(),
                open.caller().expiresAt(),
                services.settings().limits()));
        endWith(open.caller());
    }

    private void renew(Open open) {
        move(open);
        subscriptions.reauthorize(open.caller());
        send(new ServerFrame.Reauthenticated(open.caller().expiresAt()));
        endWith(open.caller());
    }

    private void refuse(Problem problem) {
        if (!isEnding()) {
            send(FrameWriter.error(null, problem));
            close(problem.code() == ErrorCode.UNAUTHENTICATED ? CloseCode.UNAUTHENTICATED : CloseCode.TRY_AGAIN_LATER);
        }
    }

    /** Reads what came while the token was checked; it may begin with another {@code auth}. */
    private void readOn() {
        while (!held.isEmpty() && (state instanceof Open || state instanceof AwaitingToken)) {
            read(held.remove());
        }
        if (held.isEmpty() && !(state instanceof Reverifying) && channel.isActive()) {
            channel.config().setAutoRead(true);
        }
    }

    private void read(byte[] text) {
        switch (FrameReader.read(text)) {
            case Reading.Understood(var frame) -> frames.handle(frame);
            case Reading.Malformed(var id, var problem) -> frames.malformed(id, problem);
        }
    }

    private void requireToken() {
        if (state instanceof AwaitingToken) {
            refuse(new Problem(ErrorCode.UNAUTHENTICATED, "Expected an auth frame in time, but none came"));
        }
    }

    private void endWith(Caller caller) {
        var left = Duration.between(services.clock().instant(), caller.expiresAt())
                .plus(services.settings().expiryGrace());
        loop.schedule(
                () -> {
                    if (state instanceof Open open && open.caller().expiresAt().equals(caller.expiresAt())) {
                        close(CloseCode.TOKEN_EXPIRED);
                    }
                },
                left.isNegative() ? Duration.ZERO : left);
    }

    private void disconnect() {
        var _ = channel.close();
    }

    private void move(SessionState next) {
        services.sessions().moved(this, state, next);
        state = next;
    }
}
