package dev.millrace.gateway.session;

import dev.millrace.gateway.subscription.Loop;
import dev.millrace.schemas.realtime.CloseCode;
import java.time.Duration;

/** Pings a silent client; closes after two pings without a sign of life. */
final class Heartbeat {

    private static final int MAX_UNANSWERED = 2;

    private final Session session;
    private final Loop loop;
    private final Duration interval;
    private int unanswered;

    Heartbeat(Session session, Loop loop, Duration interval) {
        this.session = session;
        this.loop = loop;
        this.interval = interval;
    }

    void begin() {
        loop.schedule(this::beat, interval);
    }

    private void beat() {
        if (session.isEnding()) {
            return;
        }
        if (session.wasHeardSinceLastBeat()) {
            unanswered = 0;
        } else if (unanswered == MAX_UNANSWERED) {
            session.close(CloseCode.IDLE);
            return;
        } else {
            session.ping();
            unanswered++;
        }
        begin();
    }
}
