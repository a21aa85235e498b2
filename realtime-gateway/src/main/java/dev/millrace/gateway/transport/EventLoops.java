package dev.millrace.gateway.transport;

import dev.millrace.gateway.subscription.Loop;
import dev.millrace.gateway.subscription.Shard;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The event loops and the shard of each; epoll where its native library is on the class path, else NIO. */
public final class EventLoops implements AutoCloseable {

    private static final int SHUTDOWN_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final Map<EventLoop, Place> places = new LinkedHashMap<>();

    /**
     * Starts the loops.
     *
     * @param threads how many
     * @param shard   makes the shard of a loop
     */
    public EventLoops(int threads, Function<Loop, Shard> shard) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("gateway", true), io);
        for (var executor : group) {
            if (executor instanceof EventLoop eventLoop) {
                var loop = new NettyLoop(eventLoop);
                places.put(eventLoop, new Place(loop, shard.apply(loop)));
            }
        }
    }

    /** A loop and its shard. */
    record Place(Loop loop, Shard shard) {}

    /** The shards of all loops. */
    public List<Shard> shards() {
        return places.values().stream().map(Place::shard).toList();
    }

    Place place(EventLoop eventLoop) {
        var place = places.get(eventLoop);
        if (place == null) {
            throw new IllegalStateException("Expected one of our event loops");
        }
        return place;
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }
}
