package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The provider of webhooks of one organization: sends each delivery one to three times, some at once, in any order, and now and then an old one again. */
final class Provider implements Runnable {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(300);
    private static final long RETRY_NANOS = 100_000_000;
    private static final long ROUND_SECONDS = 60;

    private final Api api;
    private final History history;
    private final Random random;
    private final Load load;
    private final List<Delivery> sent = new ArrayList<>();

    Provider(Api api, History history, Random random, Load load) {
        this.api = api;
        this.history = history;
        this.random = random;
        this.load = load;
    }

    @Override
    public void run() {
        try (var copies = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!load.isOver()) {
                copies.invokeAll(round(), ROUND_SECONDS, TimeUnit.SECONDS);
                LockSupport.parkNanos(load.pauseNanos() + BETWEEN_ROUNDS.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Callable<Boolean>> round() {
        var round = new ArrayList<Delivery>();
        if (!sent.isEmpty() && random.nextBoolean()) {
            round.add(sent.get(random.nextInt(sent.size())));
        }
        for (int fresh = 1 + random.nextInt(3); fresh > 0; fresh--) {
            var delivery = Delivery.next(random);
            sent.add(delivery);
            round.addAll(Collections.nCopies(1 + random.nextInt(3), delivery));
        }
        Collections.shuffle(round, random);
        return round.stream()
                .<Callable<Boolean>>map(delivery -> () -> deliver(delivery))
                .toList();
    }

    /**
     * Delivers once more and waits until that is translated and no delivery awaits its outcome: they are translated in the order in which they became durable. If that
     * is not so in time, it is a broken promise. False if the last delivery was not even taken, so that nothing can be said.
     */
    boolean settle() throws InterruptedException {
        var last = Delivery.next(random);
        if (!deliver(last)) {
            return false;
        }
        while (!isIdleAfter(last)) {
            if (load.isOver()) {
                history.deliveries().noteUnsettled(last);
                break;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    private boolean isIdleAfter(Delivery last) throws InterruptedException {
        try {
            var organization = history.organization();
            return !api.deliveries(organization, "claimed").containsKey(last.id())
                    && api.deliveries(organization, "stored").isEmpty()
                    && api.deliveries(organization, "sent").isEmpty();
        } catch (IOException systemIsDown) {
            return false;
        }
    }

    private boolean deliver(Delivery delivery) throws InterruptedException {
        history.deliveries().noteSent(delivery);
        while (!isTaken(delivery)) {
            if (load.isOver()) {
                return false;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return true;
    }

    private boolean isTaken(Delivery delivery) throws InterruptedException {
        try {
            var reply = api.deliver(history.organization(), delivery);
            return switch (reply.status()) {
                case 202 -> {
                    boolean isFresh = reply.body().required("status").asString().equals("accepted");
                    history.deliveries().noteTaken(delivery, isFresh);
                    yield true;
                }
                case 404, 429, 500, 502, 503, 504 -> false; // not now; 404 until the source is known everywhere
                default -> {
                    history.deliveries().noteUnexpected(delivery, reply);
                    yield false;
                }
            };
        } catch (IOException systemIsDown) {
            return false;
        }
    }
}
