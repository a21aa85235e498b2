package dev.millrace.gateway.subscription;

import dev.millrace.gateway.protocol.EventBody;
import dev.millrace.gateway.protocol.EventPrefix;
import dev.millrace.schemas.realtime.ServerFrame;

/** The session behind subscriptions. None of its methods calls back into this package before it returns. */
public interface Receiver {

    /** Sends a frame after all that were sent before. */
    void send(ServerFrame frame);

    /** Sends an event after all that was sent before. */
    void send(EventPrefix prefix, EventBody event);

    /** True if everything sent so far is on its way and more of the past may follow. */
    boolean isDrained();

    /** The newest token. */
    String token();
}
