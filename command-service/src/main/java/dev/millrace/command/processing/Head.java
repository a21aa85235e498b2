package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.ByteBuffer;

/** Where the log of an organization ends: the sequence of its newest event, 0 if there is none, and the chain up to there. */
record Head(long sequence, Chain chain) {

    static Head start(OrganizationId organization) {
        return new Head(0, Chain.start(organization));
    }

    static Head of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        long sequence = buffer.getLong();
        var chain = new byte[buffer.remaining()];
        buffer.get(chain);
        return new Head(sequence, Chain.of(chain));
    }

    byte[] bytes() {
        var bytes = chain.bytes();
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(sequence)
                .put(bytes)
                .array();
    }
}
