package dev.millrace.gateway.session;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.protocol.EventBody;
import dev.millrace.gateway.protocol.EventPrefix;
import dev.millrace.gateway.protocol.WireFormat;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.realtime.CloseCode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.ArrayDeque;

/**
 * What waits for one socket. Frames are written only while the socket takes them; the others wait here as references to what all receivers share, bounded in
 * bytes and number. Flushes once for everything that one task of the loop wrote.
 */
final class SendQueue {

    private final Channel channel;
    private final WireFormat wire;
    private final SessionSettings settings;
    private final Runnable onOverflow;
    private final Runnable flush;
    private final ArrayDeque<Outbound> waiting = new ArrayDeque<>(1);
    private long waitingBytes;
    private boolean flushScheduled;
    private boolean finished;

    SendQueue(Channel channel, WireFormat wire, SessionSettings settings, Runnable onOverflow) {
        this.channel = channel;
        this.wire = wire;
        this.settings = settings;
        this.onOverflow = onOverflow;
        this.flush = this::flush;
    }

    private sealed interface Outbound {
        record Text(RawJson json) implements Outbound {}

        record Event(EventPrefix prefix, EncodedEvent event) implements Outbound {}

        record Close(CloseCode code) implements Outbound {}

        default long length() {
            return switch (this) {
                case Text(var json) -> json.bytes().length;
                case Event(var prefix, var event) -> WireFormat.length(prefix, event);
                case Close _ -> 0;
            };
        }
    }

    void text(byte[] json) {
        if (finished) {
            return;
        }
        if (isDrained()) {
            wire.text(channel, json);
            flushSoon();
        } else {
            hold(new Outbound.Text(RawJson.of(json)));
        }
    }

    void event(EventPrefix prefix, EventBody body) {
        if (finished) {
            return;
        }
        if (isDrained()) {
            wire.event(channel, prefix, body);
            flushSoon();
        } else {
            hold(new Outbound.Event(prefix, body.event()));
        }
    }

    /** The close frame, after what waits. Nothing is accepted after it. */
    void finish(CloseCode code) {
        if (!finished) {
            finished = true;
            waiting.add(new Outbound.Close(code));
            drain();
        }
    }

    /** Forgets what waits: who cannot read it will ask for it again. */
    void discard() {
        waiting.clear();
        waitingBytes = 0;
    }

    /** Nothing waits and the socket takes more. */
    boolean isDrained() {
        return waiting.isEmpty() && channel.isWritable();
    }

    /** Writes while the socket takes it. */
    void drain() {
        while (!waiting.isEmpty() && (channel.isWritable() || waiting.peek() instanceof Outbound.Close)) {
            var next = waiting.remove();
            waitingBytes -= next.length();
            write(next);
            flushSoon();
        }
    }

    private void write(Outbound next) {
        switch (next) {
            case Outbound.Text(var json) -> wire.text(channel, json.bytes());
            case Outbound.Event(var prefix, var event) -> {
                try (var body = new EventBody(event)) {
                    wire.event(channel, prefix, body);
                }
            }
            case Outbound.Close(var code) -> {
                var _ = channel.write(new CloseWebSocketFrame(code.number(), code.reason()), channel.voidPromise());
            }
        }
    }

    private void hold(Outbound frame) {
        waiting.add(frame);
        waitingBytes += frame.length();
        if (waitingBytes > settings.queueBytes() || waiting.size() > settings.queueFrames()) {
            onOverflow.run();
        }
    }

    private void flushSoon() {
        if (!flushScheduled) {
            flushScheduled = true;
            channel.eventLoop().execute(flush);
        }
    }

    private void flush() {
        flushScheduled = false;
        channel.flush();
    }
}
