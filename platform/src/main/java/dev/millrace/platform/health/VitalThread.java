package dev.millrace.platform.health;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that its owner cannot do without. The work handles whatever can be tried again, so only a bug or an {@link Error} ends it early; that is logged, and its
 * owner, which {@linkplain #problem asks}, is not ready from then on.
 */
public final class VitalThread extends Thread {

    private static final Logger LOG = LoggerFactory.getLogger(VitalThread.class);

    private volatile @Nullable Throwable cause;

    /** A daemon that is not started yet. */
    public VitalThread(String name, Runnable work) {
        super(null, work, name);
        setDaemon(true);
        setUncaughtExceptionHandler((_, failure) -> died(failure));
    }

    private void died(Throwable failure) {
        cause = failure;
        LOG.atError()
                .addKeyValue("thread", getName())
                .setCause(failure)
                .log("A thread has died that this process cannot do without; start the process anew");
    }

    /** What ended it before its time, fit for everybody; empty while it runs and when its work is over. */
    public Optional<String> problem() {
        return Optional.ofNullable(cause)
                .map(e -> "Expected thread %s to run, but it ended with %s"
                        .formatted(getName(), e.getClass().getSimpleName()));
    }
}
