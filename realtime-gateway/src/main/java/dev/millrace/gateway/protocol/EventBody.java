package dev.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to the receivers of one event loop. A large one is copied into direct memory once, when the first receiver asks, and shared by reference
 * count from then on. Used by one thread, which closes it when all receivers had it.
 */
public final class EventBody implements AutoCloseable {

    private final EncodedEvent event;
    private @Nullable ByteBuf shared;

    public EventBody(EncodedEvent event) {
        this.event = event;
    }

    public EncodedEvent event() {
        return event;
    }

    /** The JSON and the brace that ends the frame, as a reference that the caller owns. */
    ByteBuf share(ByteBufAllocator allocator) {
        var buffer = shared;
        if (buffer == null) {
            buffer = allocator.directBuffer(event.length() + 1);
            buffer.writeBytes(event.json().bytes()).writeByte('}');
            shared = buffer;
        }
        return buffer.retainedDuplicate();
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.release();
            shared = null;
        }
    }
}
