package dev.millrace.gateway.subscription;

import java.time.Duration;
import java.util.concurrent.Executor;

/** An event loop: runs tasks one after the other in the order in which they came. A test steps through it by hand. */
public interface Loop extends Executor {

    /** Runs a task on this loop after a delay. */
    void schedule(Runnable task, Duration delay);
}
