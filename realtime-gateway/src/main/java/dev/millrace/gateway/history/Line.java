package dev.millrace.gateway.history;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets so many asynchronous tasks run at a time; the others wait in the order in which they came, up to a limit. Nobody blocks. */
final class Line {

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final int maxWaiting;
    private int free;

    Line(int places, int maxWaiting) {
        this.free = places;
        this.maxWaiting = maxWaiting;
    }

    /** Starts the task when a place is free; the place is held until its future is done. */
    <T> CompletableFuture<T> enter(Supplier<CompletableFuture<T>> task) {
        var result = new CompletableFuture<T>();
        Runnable start = () -> run(task, result);
        synchronized (this) {
            if (free == 0 && waiting.size() >= maxWaiting) {
                return CompletableFuture.failedFuture(new HistoryUnavailable("Expected room in the line", null));
            }
            if (free == 0) {
                waiting.add(start);
                return result;
            }
            free--;
        }
        start.run();
        return result;
    }

    private <T> void run(Supplier<CompletableFuture<T>> task, CompletableFuture<T> result) {
        var _ = task.get().whenComplete((value, failure) -> {
            leave();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void leave() {
        Runnable next;
        synchronized (this) {
            if (waiting.isEmpty()) {
                free++;
                return;
            }
            next = waiting.remove();
        }
        next.run();
    }
}
