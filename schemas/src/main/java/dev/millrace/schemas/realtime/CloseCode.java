package dev.millrace.schemas.realtime;

/** Why a socket was closed. Numbers below 4400 are those of RFC 6455; the others are ours and never change. */
public enum CloseCode {
    /** The client closed it. */
    NORMAL(1000, Reconnect.AS_YOU_LIKE, "closed by the client"),
    /** The client broke the WebSocket protocol. */
    PROTOCOL_ERROR(1002, Reconnect.AFTER_A_FIX, "websocket protocol violated"),
    /** The client sent a binary frame. */
    BINARY_FRAME(1003, Reconnect.AFTER_A_FIX, "only text frames are read"),
    /** A text frame was not UTF-8. */
    NOT_UTF8(1007, Reconnect.AFTER_A_FIX, "text is not UTF-8"),
    /** A frame, or a message of several, is larger than the limit in {@code welcome}. */
    FRAME_TOO_BIG(1009, Reconnect.AFTER_A_FIX, "frame too big"),
    /** A bug of ours ended this session. */
    INTERNAL(1011, Reconnect.AFTER_A_PAUSE, "internal error"),
    /** The server restarts; every subscription resumes elsewhere from its last sequence. */
    SERVICE_RESTART(1012, Reconnect.AT_ONCE, "restarting, resume elsewhere"),
    /** The server cannot take this session now. */
    TRY_AGAIN_LATER(1013, Reconnect.AFTER_A_PAUSE, "try again later"),

    /** More frames in a minute than allowed were no JSON or had not the documented shape. */
    MALFORMED_FRAMES(4400, Reconnect.AFTER_A_FIX, "too many malformed frames"),
    /** No token in time, or one that is forged, expired or of a foreign issuer. */
    UNAUTHENTICATED(4401, Reconnect.WITH_A_NEW_TOKEN, "a valid token is needed"),
    /** The token expired, and no newer one came in time. */
    TOKEN_EXPIRED(4402, Reconnect.WITH_A_NEW_TOKEN, "token expired"),
    /** The newer token belongs to somebody else. */
    SUBJECT_CHANGED(4403, Reconnect.AS_YOU_LIKE, "token of another subject"),
    /** Nothing came from the client, not even answers to pings. */
    IDLE(4408, Reconnect.AT_ONCE, "no sign of life"),
    /** The client reads more slowly than its channels send. It may resume from its last sequence. */
    SLOW_CONSUMER(4409, Reconnect.AT_ONCE, "slow consumer, resume from the last sequence"),
    /** The client went on subscribing beyond the limit in {@code welcome}. */
    TOO_MANY_SUBSCRIPTIONS(4413, Reconnect.AFTER_A_FIX, "too many subscriptions");

    private final int number;
    private final Reconnect reconnect;
    private final String reason;

    CloseCode(int number, Reconnect reconnect, String reason) {
        this.number = number;
        this.reconnect = reconnect;
        this.reason = reason;
    }

    /** What a client is to do next. */
    public enum Reconnect {
        /** The client wanted it so. */
        AS_YOU_LIKE,
        /** At once, with some jitter, resuming from the last sequence. */
        AT_ONCE,
        /** After a pause that doubles with each failure, resuming from the last sequence. */
        AFTER_A_PAUSE,
        /** With another token. */
        WITH_A_NEW_TOKEN,
        /** The same again would fail again. */
        AFTER_A_FIX
    }

    /** The number in the close frame. */
    public int number() {
        return number;
    }

    /** What a client is to do next. */
    public Reconnect reconnect() {
        return reconnect;
    }

    /** The text in the close frame; it may change. */
    public String reason() {
        return reason;
    }
}
