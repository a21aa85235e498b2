package dev.millrace.gateway.transport;

import dev.millrace.gateway.session.SessionServices;
import dev.millrace.schemas.realtime.CloseCode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The listening socket. Stops first of all: clients are told to resume elsewhere while everything behind them still works. */
public final class GatewayServer implements SmartLifecycle {

    private static final int BACKLOG = 4096;
    private static final int COMPRESSION_LEVEL = 6;
    private static final int MAX_UPGRADE_BYTES = 64 * 1024;
    private static final int BIND_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final ServerSettings settings;
    private final SessionServices services;
    private final EventLoops loops;
    private final BooleanSupplier ready;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile @Nullable Channel listener;

    /**
     * A server that does not listen yet.
     *
     * @param ready whether upgrades are to be accepted
     */
    public GatewayServer(ServerSettings settings, SessionServices services, EventLoops loops, BooleanSupplier ready) {
        this.settings = settings;
        this.services = services;
        this.loops = loops;
        this.ready = ready;
    }

    @Override
    public void start() {
        var bind = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections())
                .bind(settings.host(), settings.port());
        bind.awaitUninterruptibly(BIND_SECONDS, TimeUnit.SECONDS);
        if (!bind.isSuccess()) {
            throw new IllegalStateException(
                    "Expected to listen on %s:%d".formatted(settings.host(), settings.port()), bind.cause());
        }
        listener = bind.channel();
        LOG.atInfo().addKeyValue("port", port()).log("listening for sockets");
    }

    @Override
    public void stop() {
        var channel = listener;
        if (channel == null) {
            return;
        }
        listener = null;
        var _ = channel.close().awaitUninterruptibly(BIND_SECONDS, TimeUnit.SECONDS);
        for (var session : services.sessions().all()) {
            session.loop().execute(() -> session.close(CloseCode.SERVICE_RESTART));
        }
        connections
                .newCloseFuture()
                .awaitUninterruptibly(settings.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
        var _ = connections.close().awaitUninterruptibly(BIND_SECONDS, TimeUnit.SECONDS);
        LOG.atInfo().log("stopped listening for sockets");
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /** The port that is bound. */
    public int port() {
        var channel = listener;
        if (channel != null && channel.localAddress() instanceof InetSocketAddress address) {
            return address.getPort();
        }
        throw new IllegalStateException("Expected a server that listens");
    }

    private final class Connections extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            boolean admitted = services.sessions().admit();
            if (admitted) {
                var _ = channel.closeFuture()
                        .addListener(_ -> services.sessions().release());
            }
            connections.add(channel);
            var pipeline = channel.pipeline();
            pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_UPGRADE_BYTES));
            if (settings.compression()) {
                pipeline.addLast(new WebSocketServerExtensionHandler(perMessageDeflate()));
            }
            pipeline.addLast(new HandshakeHandler(settings, services, loops, ready, admitted));
        }

        /** RFC 7692. Netty's defaults, but that a client may ask for messages that it can inflate one by one. */
        private WebSocketServerExtensionHandshaker perMessageDeflate() {
            return new PerMessageDeflateServerExtensionHandshaker(
                    COMPRESSION_LEVEL,
                    ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                    PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
                    true,
                    false,
                    settings.maxFrameBytes());
        }
    }
}
