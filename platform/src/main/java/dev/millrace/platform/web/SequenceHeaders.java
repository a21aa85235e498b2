package dev.millrace.platform.web;

/** How HTTP speaks of an organization's sequence. */
public final class SequenceHeaders {

    /** Of an answer: the sequence up to which it holds. */
    public static final String SEQUENCE = "Millrace-Sequence";

    /** Of a request: the sequence that the answer is to know of. */
    public static final String AFTER = "Millrace-After";

    private SequenceHeaders() {}
}
