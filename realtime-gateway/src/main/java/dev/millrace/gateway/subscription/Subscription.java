package dev.millrace.gateway.subscription;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.protocol.EventBody;
import dev.millrace.gateway.protocol.EventPrefix;
import dev.millrace.schemas.realtime.Channel;
import dev.millrace.schemas.realtime.ClientFrame;
import dev.millrace.schemas.realtime.ServerFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subscription and how far it is.
 *
 * <pre>
 *              head unknown          head &lt; after
 *  subscribe ──────────────► OPENING ────────────► WAITING ──► (error, ENDED)
 *                               │ head known          │ head reaches after
 *                               ▼                     ▼
 *                         «subscribed» ◄──────────────┘
 *            after &lt; head  │       │  after = head, or none
 *                          ▼       ▼
 *                CATCHING_UP ────► LIVE
 *                          ◄────
 *                a jump in the sequence
 * </pre>
 *
 * <p>Invariant: every event of the channel with a sequence in (after, {@code position}] was sent, once, in order. A live subscription's position only says what
 * is not to be sent again; how far it is, is its feed's head.
 */
final class Subscription {

    enum Stage {
        OPENING,
        WAITING,
        CATCHING_UP,
        LIVE,
        ENDED
    }

    private final String id;
    private final Channel channel;
    private final @Nullable Long after;
    private final EventPrefix prefix;
    private final Subscriptions owner;
    private Stage stage = Stage.OPENING;
    private long position;
    private int failures;

    Subscription(ClientFrame.Subscribe frame, Subscriptions owner) {
        this.id = frame.id();
        this.channel = frame.channel();
        this.after = frame.after();
        this.prefix = new EventPrefix(frame.id());
        this.owner = owner;
    }

    String id() {
        return id;
    }

    Channel channel() {
        return channel;
    }

    Stage stage() {
        return stage;
    }

    long position() {
        return position;
    }

    Subscriptions owner() {
        return owner;
    }

    /** Begins, now that the head is known, or waits for a head that is not reached yet. */
    void open(long head) {
        position = after == null ? head : after;
        if (position > head) {
            if (stage == Stage.OPENING) {
                stage = Stage.WAITING;
                owner.waitFor(this, head);
            }
            return;
        }
        owner.receiver().send(new ServerFrame.Subscribed(id, channel, head));
        if (position == head) {
            stage = Stage.LIVE;
        } else {
            catchUp(position);
        }
    }

    /** Something after this position is missing: from now on it comes from the past, until the head is reached again. */
    void catchUp(long from) {
        position = Math.max(position, from);
        stage = Stage.CATCHING_UP;
        owner.catchUps().add(this);
    }

    /** The head is reached; the next event comes live. */
    void goLive() {
        stage = Stage.LIVE;
    }

    void end() {
        stage = Stage.ENDED;
    }

    /** A live event of the channel. */
    void live(EventBody body) {
        if (stage == Stage.LIVE && body.event().sequence() > position) {
            owner.send(prefix, body);
        }
    }

    /**
     * Events of the past: all of the channel that follow the position, and perhaps some of other channels. Sends as many as the socket takes.
     *
     * @return those that it does not take now
     */
    List<EncodedEvent> replay(List<EncodedEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (!owner.receiver().isDrained()) {
                return events.subList(i, events.size());
            }
            var event = events.get(i);
            if (channel.carries(event.subject())) {
                send(event);
            }
            position = Math.max(position, event.sequence());
        }
        return List.of();
    }

    /** A page was sent to its end, and nothing of the channel is missing up to this sequence. */
    void completeTo(long sequence) {
        position = Math.max(position, sequence);
        failures = 0;
    }

    /** Counts a failed attempt. */
    int failed() {
        return ++failures;
    }

    private void send(EncodedEvent event) {
        try (var body = new EventBody(event)) {
            owner.send(prefix, body);
        }
    }
}
