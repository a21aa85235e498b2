package dev.millrace.gateway.subscription;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.protocol.EventBody;
import dev.millrace.gateway.subscription.Subscription.Stage;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.realtime.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of one organization as one event loop sees them, and who there listens. Checks the sequence of each event: after a jump, live subscriptions go back
 * to the past for what is missing.
 */
final class Feed {

    private final OrganizationId organization;
    private final Shard shard;
    private final Map<String, List<Subscription>> byPath = new HashMap<>();
    private final List<Subscription> notYetOpen = new ArrayList<>();
    private Head head = new Head.Unknown();
    private boolean asking;

    /** The newest sequence. */
    private sealed interface Head {

        /** Nothing of the organization came by yet. */
        record Unknown() implements Head {}

        record Known(long sequence) implements Head {}
    }

    Feed(OrganizationId organization, Shard shard) {
        this.organization = organization;
        this.shard = shard;
        shard.replay().head(organization).ifPresent(sequence -> head = new Head.Known(sequence));
    }

    OrganizationId organization() {
        return organization;
    }

    /** The newest sequence; only subscriptions that are open may ask. */
    long head() {
        return switch (head) {
            case Head.Known(long sequence) -> sequence;
            case Head.Unknown _ -> throw new IllegalStateException("Expected to know the head of " + organization);
        };
    }

    /** Nobody listens, and no question is open: a client that comes and goes must not ask the read side each time. */
    boolean isEmpty() {
        return byPath.isEmpty() && !asking;
    }

    void add(Subscription subscription) {
        byPath.computeIfAbsent(subscription.channel().path(), _ -> new ArrayList<>(1))
                .add(subscription);
        notYetOpen.add(subscription);
        switch (head) {
            case Head.Known _ -> openWhoCan();
            case Head.Unknown _ -> askHead();
        }
    }

    void remove(Subscription subscription) {
        notYetOpen.remove(subscription);
        byPath.computeIfPresent(subscription.channel().path(), (_, subscriptions) -> {
            subscriptions.remove(subscription);
            return subscriptions.isEmpty() ? null : subscriptions;
        });
    }

    /** The next event of the organization, or one that is known already. */
    void deliver(EncodedEvent event) {
        if (head instanceof Head.Known(long known)) {
            if (event.sequence() <= known) {
                return;
            }
            if (event.sequence() > known + 1) {
                goBackTo(known);
            }
        }
        head = new Head.Known(event.sequence());
        openWhoCan();
        try (var body = new EventBody(event)) {
            send(body);
        }
    }

    private void goBackTo(long position) {
        shard.meters().gap();
        everybody().stream()
                .filter(subscription -> subscription.stage() == Stage.LIVE)
                .forEach(subscription -> subscription.catchUp(position));
    }

    private void send(EventBody body) {
        for (var path : Channel.pathsThatCarry(body.event().subject())) {
            var listeners = byPath.get(path);
            if (listeners != null) {
                for (var listener : listeners) {
                    listener.live(body);
                }
            }
        }
    }

    private void openWhoCan() {
        if (notYetOpen.isEmpty()) {
            return;
        }
        for (var subscription : List.copyOf(notYetOpen)) {
            subscription.open(head());
            if (subscription.stage() != Stage.WAITING) {
                notYetOpen.remove(subscription);
            }
        }
    }

    /** Nothing of this organization came by yet: the read side knows its head, and whatever is newer will still come. One of those who wait asks for all. */
    private void askHead() {
        if (asking || head instanceof Head.Known || notYetOpen.isEmpty()) {
            return;
        }
        asking = true;
        var asker = notYetOpen.getFirst();
        var _ = shard.history()
                .head(organization, asker.owner().receiver().token())
                .whenComplete((answer, failure) -> shard.loop().execute(() -> answered(asker, answer, failure)));
    }

    private void answered(Subscription asker, @Nullable Long answer, @Nullable Throwable failure) {
        asking = false;
        if (head instanceof Head.Known || isEmpty()) {
            shard.removeIfEmpty(this);
            return;
        }
        if (answer != null) {
            head = new Head.Known(answer);
            openWhoCan();
            return;
        }
        shard.meters().historyFailure();
        if (asker.stage() == Stage.OPENING) {
            asker.owner().retryOrEnd(asker, failure, this::askHead);
        }
        if (asker.stage() == Stage.ENDED) {
            askHead();
        }
    }

    private List<Subscription> everybody() {
        return byPath.values().stream().flatMap(List::stream).toList();
    }
}
