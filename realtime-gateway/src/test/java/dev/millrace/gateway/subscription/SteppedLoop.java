package dev.millrace.gateway.subscription;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/** An event loop that runs one task when told to. Its time stands still until the test moves it. */
final class SteppedLoop implements Loop {

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueMillis).thenComparing(Timer::number));
    private long nowMillis;
    private long scheduled;

    private record Timer(long dueMillis, Long number, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        timers.add(new Timer(nowMillis + delay.toMillis(), scheduled++, task));
    }

    /** Runs the next task, if there is one. */
    boolean step() {
        var task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    void advance(Duration time) {
        nowMillis += time.toMillis();
        while (!timers.isEmpty() && timers.peek().dueMillis() <= nowMillis) {
            tasks.add(timers.remove().task());
        }
    }

    int size() {
        return tasks.size();
    }
}
