package dev.millrace.gateway.transport;

import dev.millrace.gateway.history.History;
import dev.millrace.gateway.history.HistoryPage;
import dev.millrace.gateway.history.HistoryRequest;
import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.protocol.WireFormat;
import dev.millrace.gateway.session.Authentication;
import dev.millrace.gateway.session.CommandPort;
import dev.millrace.gateway.session.CommandRelay;
import dev.millrace.gateway.session.Session;
import dev.millrace.gateway.session.SessionServices;
import dev.millrace.gateway.session.SessionSettings;
import dev.millrace.gateway.session.Sessions;
import dev.millrace.gateway.subscription.JoinSettings;
import dev.millrace.gateway.subscription.Shard;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.realtime.ServerFrame.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One session on an embedded channel. Tokens are words; time and blocking work move when the test says so. */
final class SessionFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Map<String, Caller> CALLERS = Map.of(
            "anna", new Caller("anna", Set.of("acme"), NOW.plusSeconds(600)),
            "anna-later", new Caller("anna", Set.of("acme"), NOW.plusSeconds(3600)),
            "anna-elsewhere", new Caller("anna", Set.of("other"), NOW.plusSeconds(3600)),
            "bob", new Caller("bob", Set.of("acme"), NOW.plusSeconds(600)));

    private final ReplayBuffer replay = new ReplayBuffer(1_000_000);
    private final List<Runnable> blocking = new ArrayList<>();
    private final GatewayMeters meters = new GatewayMeters(new SimpleMeterRegistry());
    private final Shard shard;
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Session session;
    private long sequence;

    SessionFixture(SessionSettings settings, CommandPort commands) {
        var loop = new NettyLoop(channel.eventLoop());
        var joins = new JoinSettings(Duration.ofSeconds(5), Duration.ofMillis(100), 3);
        shard = new Shard(loop, replay, new NoHistory(), joins, meters);
        var services = new SessionServices(
                settings,
                new Authentication(SessionFixture::verify, blocking::add),
                new CommandRelay(commands, blocking::add, new Deadlines(), Duration.ofSeconds(10)),
                new Sessions(10, meters),
                meters,
                InstantSource.fixed(NOW));
        session = new Session(channel, WireFormat.PLAIN, shard, loop, services);
        channel.pipeline().addLast(new Tasks(), new SocketHandler(session));
    }

    static String subscribe(String id, String channel) {
        return "{\"type\":\"subscribe\",\"id\":\"%s\",\"channel\":\"%s\"}".formatted(id, channel);
    }

    static SessionSettings settings() {
        return new SessionSettings(
                new Limits(1024, 2, 2, 30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                3,
                10_000,
                50,
                Duration.ofSeconds(5));
    }

    private static final class NoHistory implements History {
        @Override
        public CompletableFuture<HistoryPage> fetch(HistoryRequest request) {
            return CompletableFuture.completedFuture(new HistoryPage(List.of(), request.upTo()));
        }

        @Override
        public CompletableFuture<Long> head(OrganizationId organization, String token) {
            return CompletableFuture.completedFuture(0L);
        }
    }

    private static Caller verify(String token) {
        var caller = CALLERS.get(token);
        if (caller == null) {
            throw new Problem(ErrorCode.UNAUTHENTICATED, "Expected a token that is known here");
        }
        return caller;
    }

    /** Begins and gets past the welcome. */
    SessionFixture open() {
        begin("anna");
        work();
        frames();
        return this;
    }

    void begin(@Nullable String token) {
        session.begin(token);
        channel.runPendingTasks();
    }

    /** Does what blocks, and what follows from it. */
    void work() {
        while (!blocking.isEmpty()) {
            blocking.removeFirst().run();
            channel.runPendingTasks();
        }
    }

    void receive(String frame) {
        channel.writeInbound(new TextWebSocketFrame(frame));
        channel.runPendingTasks();
    }

    void receive(CloseWebSocketFrame frame) {
        channel.writeInbound(frame);
        channel.runPendingTasks();
    }

    /** Events reach the loop; what it then has to do waits for {@link #run}. */
    void publish(int count, int bytes) throws InterruptedException {
        var events = new ArrayList<EncodedEvent>();
        for (int i = 0; i < count; i++) {
            var json = RawJson.of("{\"sequence\":" + ++sequence + ",\"text\":\"" + "x".repeat(bytes) + "\"}");
            events.add(new EncodedEvent(new OrganizationId("acme"), sequence, new Subject("table/a"), json));
        }
        events.forEach(replay::append);
        shard.post(events);
        run();
    }

    /** One task after the other: outside a read, an embedded channel would begin the next in the middle of a write. */
    void run() {
        Runnable tasks = channel::runPendingTasks;
        channel.writeInbound(tasks);
    }

    private static final class Tasks extends SimpleChannelInboundHandler<Runnable> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Runnable tasks) {
            tasks.run();
        }
    }

    void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    EmbeddedChannel channel() {
        return channel;
    }

    /** What was written since the last call: JSON of text frames, {@code ping}, or {@code close <code>}. */
    List<String> frames() {
        var frames = new ArrayList<String>();
        var bytes = channel.alloc().buffer();
        for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
            switch (message) {
                case ByteBuf part -> {
                    bytes.writeBytes(part);
                    part.release();
                    takeText(bytes, frames);
                }
                case CloseWebSocketFrame close -> {
                    frames.add("close " + close.statusCode());
                    close.release();
                }
                case PingWebSocketFrame ping -> {
                    frames.add("ping");
                    ping.release();
                }
                default -> throw new AssertionError("Unexpected " + message);
            }
        }
        bytes.release();
        return frames;
    }

    private static void takeText(ByteBuf bytes, List<String> frames) {
        bytes.markReaderIndex();
        if (bytes.readUnsignedByte() != 0x81) {
            throw new AssertionError("Expected a final text frame");
        }
        int length = bytes.readUnsignedByte();
        length = length == 126 ? bytes.readUnsignedShort() : length == 127 ? (int) bytes.readLong() : length;
        if (bytes.readableBytes() < length) {
            bytes.resetReaderIndex();
        } else {
            frames.add(bytes.readCharSequence(length, StandardCharsets.UTF_8).toString());
        }
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        channel.runPendingTasks();
    }
}
