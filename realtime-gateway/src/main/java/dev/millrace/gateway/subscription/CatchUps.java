package dev.millrace.gateway.subscription;

import dev.millrace.gateway.history.HistoryPage;
import dev.millrace.gateway.history.HistoryRequest;
import dev.millrace.gateway.subscription.Subscription.Stage;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Brings the subscriptions of one session up to the head, in turns, a page at a time and only while the socket takes what it is given. So a session holds at
 * most one page of history in memory, however far back its subscriptions began and however slowly it reads.
 *
 * <p>The join needs no buffer of its own: live events go into the replay buffer before they come here, and a subscription turns live on the loop in the same
 * step that finds it at the head.
 */
final class CatchUps {

    /** Events that are sent from memory before other tasks of the loop get their turn. */
    private static final int TURN = 256;

    private final Shard shard;
    private final Receiver receiver;
    private final ArrayDeque<Subscription> inTurn = new ArrayDeque<>();
    private final ArrayDeque<Subscription> beyondMemory = new ArrayDeque<>();
    private @Nullable Arrived arrived;
    private boolean fetching;
    private boolean scheduled;

    private record Arrived(Subscription subscription, HistoryPage page) {}

    CatchUps(Shard shard, Receiver receiver) {
        this.shard = shard;
        this.receiver = receiver;
    }

    void add(Subscription subscription) {
        inTurn.add(subscription);
        proceed();
    }

    /** Goes on in a task of its own, if the socket takes more. */
    void proceed() {
        if (!scheduled && (!inTurn.isEmpty() || !beyondMemory.isEmpty() || arrived != null)) {
            scheduled = true;
            shard.loop().execute(this::turn);
        }
    }

    private void turn() {
        scheduled = false;
        if (!receiver.isDrained()) {
            return; // whoever drains it calls proceed()
        }
        if (arrived != null) {
            takeIn(arrived);
        } else if (!inTurn.isEmpty()) {
            step(inTurn.remove());
        }
        if (!fetching && !beyondMemory.isEmpty()) {
            fetch(beyondMemory.remove());
        }
        if (!inTurn.isEmpty() || arrived != null) {
            proceed();
        }
    }

    private void step(Subscription subscription) {
        if (subscription.stage() != Stage.CATCHING_UP) {
            return;
        }
        var organization = subscription.channel().organization();
        if (subscription.position() >= shard.head(organization)) {
            subscription.goLive();
            return;
        }
        var recent = shard.replay().after(organization, subscription.position(), TURN);
        if (recent.isEmpty()) {
            beyondMemory.add(subscription);
        } else {
            var _ = subscription.replay(recent); // what is left is found again by the position
            inTurn.add(subscription);
        }
    }

    private void fetch(Subscription subscription) {
        if (subscription.stage() != Stage.CATCHING_UP) {
            proceed();
            return;
        }
        fetching = true;
        var request = new HistoryRequest(
                subscription.channel(), subscription.position(), neededUpTo(subscription), receiver.token());
        var _ = shard.history()
                .fetch(request)
                .whenComplete((page, failure) -> shard.loop().execute(() -> fetched(subscription, page, failure)));
    }

    /** Where memory takes over again; asking for less than the head keeps a lagging read side out of the way. */
    private long neededUpTo(Subscription subscription) {
        var organization = subscription.channel().organization();
        long head = shard.head(organization);
        var first = shard.replay().first(organization);
        boolean memoryTakesOver = first.isPresent() && first.getAsLong() - 1 > subscription.position();
        return memoryTakesOver ? Math.min(head, first.getAsLong() - 1) : head;
    }

    private void fetched(Subscription subscription, @Nullable HistoryPage page, @Nullable Throwable failure) {
        if (page != null) {
            shard.meters().historyPage();
            arrived = new Arrived(subscription, page);
        } else {
            shard.meters().historyFailure();
            fetching = false;
            if (subscription.stage() == Stage.CATCHING_UP) {
                subscription.owner().retryOrEnd(subscription, failure, () -> add(subscription));
            }
        }
        proceed();
    }

    private void takeIn(Arrived page) {
        var subscription = page.subscription();
        arrived = null;
        if (subscription.stage() == Stage.CATCHING_UP) {
            var left = subscription.replay(page.page().events());
            if (!left.isEmpty()) {
                arrived = new Arrived(
                        subscription, new HistoryPage(left, page.page().completeTo()));
                return;
            }
            subscription.completeTo(page.page().completeTo());
            inTurn.add(subscription);
        }
        fetching = false;
    }
}
