package dev.millrace.gateway.subscription;

import dev.millrace.gateway.protocol.EventBody;
import dev.millrace.gateway.protocol.EventPrefix;
import dev.millrace.schemas.realtime.ServerFrame;
import java.util.ArrayList;
import java.util.List;

/** A session that writes down what it is sent; its socket is drained or not, as the test says. */
final class RecordingReceiver implements Receiver {

    private final List<Object> received = new ArrayList<>();
    private boolean drained = true;
    private int room = Integer.MAX_VALUE;

    @Override
    public void send(ServerFrame frame) {
        received.add(frame);
    }

    @Override
    public void send(EventPrefix prefix, EventBody event) {
        received.add(event.event().sequence());
        room--;
    }

    @Override
    public boolean isDrained() {
        return drained && room > 0;
    }

    @Override
    public String token() {
        return "good";
    }

    void drained(boolean now) {
        drained = now;
        room = Integer.MAX_VALUE;
    }

    /** The socket takes so many events and is full then. */
    void drained(int events) {
        drained = true;
        room = events;
    }

    /** Frames and sequences, in order. */
    List<Object> received() {
        return received;
    }

    List<Long> sequences() {
        return received.stream()
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .toList();
    }

    <T extends ServerFrame> List<T> frames(Class<T> type) {
        return received.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
