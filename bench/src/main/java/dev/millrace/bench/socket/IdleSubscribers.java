package dev.millrace.bench.socket;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sockets that each follow one organization, to whom nothing happens. They answer pings, and notice when the server ends them. */
public final class IdleSubscribers implements AutoCloseable {

    /** Nothing large comes. */
    private static final int BUFFER_BYTES = 1024;

    private static final long SUBSCRIBED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final byte[] SUBSCRIBED = "{\"type\":\"subscribed\"".getBytes(StandardCharsets.US_ASCII);

    private final List<MessageSocket> sockets = new ArrayList<>();
    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    /** Connects and subscribes one after the other, each to the next organization; returns when all subscriptions are confirmed. */
    public IdleSubscribers(Subscriber.Server server, List<String> organizations, int count) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                subscribe(server, organizations.get(i % organizations.size()));
            }
            awaitSubscribed(count);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void subscribe(Subscriber.Server server, String organization) throws IOException {
        var socket = server.protocol().connect(server.address(), BUFFER_BYTES);
        sockets.add(socket);
        Thread.ofVirtual().name("bench-idle").start(() -> receive(socket));
        socket.send("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(server.token()));
        socket.send("{\"type\":\"subscribe\",\"id\":\"0\",\"channel\":\"organization/%s\"}".formatted(organization));
    }

    private void awaitSubscribed(int count) throws IOException {
        long deadline = System.nanoTime() + SUBSCRIBED_WITHIN_NANOS;
        while (subscribed.get() < count) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "Expected %d subscriptions, but %d were confirmed".formatted(count, subscribed.get()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void receive(MessageSocket socket) {
        try {
            for (var message = socket.receive(); message != null; message = socket.receive()) {
                if (isConfirmation(message)) {
                    subscribed.incrementAndGet();
                }
            }
        } catch (EOFException | SocketException e) {
            // closed from either side
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ended.incrementAndGet();
        }
    }

    private static boolean isConfirmation(ByteBuffer message) {
        return message.remaining() >= SUBSCRIBED.length
                && message.slice(0, SUBSCRIBED.length).equals(ByteBuffer.wrap(SUBSCRIBED));
    }

    /** How many of them have ended, which none should before {@link #close}. */
    public int ended() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
