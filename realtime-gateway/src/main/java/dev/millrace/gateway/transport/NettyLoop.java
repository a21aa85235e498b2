package dev.millrace.gateway.transport;

import dev.millrace.gateway.subscription.Loop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One of Netty's event loops. */
record NettyLoop(EventLoop eventLoop) implements Loop {

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        var _ = eventLoop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
