package dev.millrace.gateway.subscription;

import dev.millrace.gateway.protocol.EventBody;
import dev.millrace.gateway.protocol.EventPrefix;
import dev.millrace.gateway.protocol.FrameWriter;
import dev.millrace.gateway.subscription.Subscription.Stage;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.realtime.ClientFrame;
import dev.millrace.schemas.realtime.ServerFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one session, by the ids that its client chose. */
public final class Subscriptions {

    private final Shard shard;
    private final Receiver receiver;
    private final int limit;
    private final CatchUps catchUps;
    private final Map<String, Subscription> byId = new HashMap<>(2);

    Subscriptions(Shard shard, Receiver receiver, int limit) {
        this.shard = shard;
        this.receiver = receiver;
        this.limit = limit;
        this.catchUps = new CatchUps(shard, receiver);
    }

    /** Begins a subscription. The caller was authorised. */
    public void subscribe(ClientFrame.Subscribe frame) {
        if (byId.containsKey(frame.id())) {
            throw new Problem(
                    ErrorCode.INVALID_REQUEST, "Expected an id that no other subscription of this socket has");
        }
        if (isFull()) {
            throw new Problem(
                    ErrorCode.OVERLOADED, "Expected at most %d subscriptions at a time on one socket".formatted(limit));
        }
        var subscription = new Subscription(frame, this);
        byId.put(frame.id(), subscription);
        shard.meters().subscriptionOpened();
        shard.feed(frame.channel().organization()).add(subscription);
    }

    /** Ends a subscription; one that is not there is a {@code Problem}. */
    public void unsubscribe(String id) {
        var subscription = byId.get(id);
        if (subscription == null) {
            throw new Problem(ErrorCode.NOT_FOUND, "Expected the id of a subscription of this socket");
        }
        remove(subscription);
        receiver.send(new ServerFrame.Unsubscribed(id));
    }

    /** Ends whatever a newer token does not cover. */
    public void reauthorize(Caller caller) {
        for (var subscription : List.copyOf(byId.values())) {
            if (!caller.mayUse(subscription.channel().organization())) {
                end(subscription, new Problem(ErrorCode.FORBIDDEN, "Expected the newer token to cover the channel"));
            }
        }
    }

    /** The socket takes more of the past. */
    public void drained() {
        catchUps.proceed();
    }

    /** The socket is gone. */
    public void close() {
        List.copyOf(byId.values()).forEach(this::remove);
    }

    public boolean isFull() {
        return byId.size() >= limit;
    }

    public int size() {
        return byId.size();
    }

    void send(EventPrefix prefix, EventBody body) {
        shard.meters().eventSent();
        receiver.send(prefix, body);
    }

    /** A position that the head has not reached: right if it comes from a node that is ahead of this one, wrong if it never comes. */
    void waitFor(Subscription subscription, long head) {
        shard.loop()
                .schedule(
                        () -> {
                            if (subscription.stage() == Stage.WAITING) {
                                end(subscription, fromTheFuture(subscription.position(), head));
                            }
                        },
                        shard.settings().futureWait());
    }

    void retryOrEnd(Subscription subscription, @Nullable Throwable failure, Runnable retry) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof Problem problem) {
            end(subscription, problem);
            return;
        }
        int failures = subscription.failed();
        if (failures >= shard.settings().maxAttempts()) {
            end(
                    subscription,
                    new Problem(
                            ErrorCode.UNAVAILABLE, "Expected the history of the channel, but it cannot be read now"));
        } else {
            shard.loop().schedule(retry, shard.settings().delayAfter(failures));
        }
    }

    Receiver receiver() {
        return receiver;
    }

    CatchUps catchUps() {
        return catchUps;
    }

    private void end(Subscription subscription, Problem problem) {
        remove(subscription);
        receiver.send(FrameWriter.error(subscription.id(), problem));
    }

    private void remove(Subscription subscription) {
        byId.remove(subscription.id());
        subscription.end();
        shard.meters().subscriptionEnded();
        var feed = shard.feed(subscription.channel().organization());
        feed.remove(subscription);
        shard.removeIfEmpty(feed);
    }

    private static Problem fromTheFuture(long after, long head) {
        return new Problem(
                ErrorCode.INVALID_PARAMETER,
                "Expected a position that the organization has reached, but got %d while its head is %d"
                        .formatted(after, head));
    }
}
