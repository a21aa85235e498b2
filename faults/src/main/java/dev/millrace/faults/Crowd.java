package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** All clients of a run: those who write and read, and a subscriber for each organization. Each writer's workload comes from the seed. */
final class Crowd implements AutoCloseable {

    private static final Duration LONGEST_RUN = Duration.ofHours(1);
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);
    private static final long SEES_ALL_WITHIN_SECONDS = 30;

    private final Api api;
    private final Random seeds;
    private final Size size;
    private final List<History> histories;
    private final List<Subscriber> subscribers;
    private final Load load;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * How many there are, and how busy.
     *
     * @param organizations that are written to
     * @param clients       of each organization
     * @param pause         of a client from one command to the next, at least
     * @param providers     of webhooks, each of an organization
     */
    record Size(int organizations, int clients, Duration pause, int providers) {

        /** With a provider for each organization. */
        Size(int organizations, int clients, Duration pause) {
            this(organizations, clients, pause, organizations);
        }
    }

    Crowd(Api api, long seed, Size size) {
        this.api = api;
        this.seeds = new Random(seed);
        this.size = size;
        this.histories = IntStream.range(0, size.organizations())
                .mapToObj(number -> new History("run%d-%d".formatted(seed, number)))
                .toList();
        this.subscribers =
                histories.stream().map(history -> new Subscriber(api, history)).toList();
        this.load = new Load(size.pause(), LONGEST_RUN);
    }

    List<History> histories() {
        return histories;
    }

    Load load() {
        return load;
    }

    /** Makes the organizations and their tables, then lets everybody begin. */
    void start() throws IOException, InterruptedException {
        for (var history : histories) {
            if (!client(history, settling()).setUp()) {
                throw new IOException("Expected %s to be set up within %d s"
                        .formatted(history.organization(), SETTLES_WITHIN.toSeconds()));
            }
            load.answered(history.organization(), System.nanoTime());
        }
        subscribers.forEach(watchers::execute);
        startClients();
        withProvider().forEach(history -> writers.execute(provider(history, load)));
    }

    /** One after the other over a pause, or each would send in the same moment as all others, again and again. */
    private void startClients() {
        var between = size.pause().dividedBy((long) size.organizations() * size.clients());
        var start = Duration.ZERO;
        for (int i = 0; i < size.clients(); i++) {
            for (var history : histories) {
                writers.execute(after(start, client(history, load)));
                start = start.plus(between);
            }
        }
    }

    private static Runnable after(Duration pause, Runnable task) {
        return () -> {
            LockSupport.parkNanos(pause.toNanos());
            task.run();
        };
    }

    private List<History> withProvider() {
        return histories.subList(0, size.providers());
    }

    private Provider provider(History history, Load load) {
        return new Provider(api, history, new Random(seeds.nextLong()), load);
    }

    private Client client(History history, Load load) {
        return new Client(api, history, new Workload(seeds.nextLong()), load);
    }

    /** Lets the writers finish what they do, and everything they sent be decided. The subscribers go on. */
    void endLoad() throws IOException, InterruptedException {
        load.end();
        await(writers);
        for (var history : withProvider()) {
            if (!provider(history, settling()).settle()) {
                throw new IOException("Expected a last delivery of %s to be taken within %d s after the last fault"
                        .formatted(history.organization(), SETTLES_WITHIN.toSeconds()));
            }
        }
        for (var history : histories) {
            if (!client(history, settling()).settle()) {
                throw new IOException("Expected a command of %s to be answered within %d s after the last fault"
                        .formatted(history.organization(), SETTLES_WITHIN.toSeconds()));
            }
        }
    }

    private static Load settling() {
        return new Load(Duration.ZERO, SETTLES_WITHIN);
    }

    /** Whose subscriber has not seen the whole log in time, one after the other; then all subscribers end. */
    List<String> endSubscriptions(List<List<LoggedEvent>> logs) throws IOException, InterruptedException {
        var late = new ArrayList<String>();
        for (int i = 0; i < subscribers.size(); i++) {
            if (!subscribers.get(i).awaitSeen(logs.get(i).size(), SEES_ALL_WITHIN_SECONDS)) {
                late.add("%s: the subscriber has not seen everything after %d s"
                        .formatted(histories.get(i).organization(), SEES_ALL_WITHIN_SECONDS));
            }
        }
        subscribers.forEach(Subscriber::stop);
        await(watchers);
        return late;
    }

    private static void await(ExecutorService clients) throws IOException, InterruptedException {
        clients.shutdown();
        if (!clients.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IOException("Expected every client to finish within 60 s");
        }
    }

    @Override
    public void close() {
        load.end(); // or they would never end when the system does not come back
        subscribers.forEach(Subscriber::stop);
        writers.shutdownNow();
        watchers.shutdownNow();
    }
}
