package dev.millrace.ingest.deduplication;

import java.util.UUID;

/** What came of the wish to write a delivery to the topic. */
sealed interface Claim {

    /**
     * It is ours to write.
     *
     * @param token names this claim among those that others hold or will hold on the same delivery
     */
    record Won(UUID token) implements Claim {}

    /**
     * Somebody is writing it, or died while doing so.
     *
     * @param token   names their claim
     * @param expired true if they cannot be writing any more
     */
    record Held(UUID token, boolean expired) implements Claim {}

    /** It is on the topic. */
    record Stored() implements Claim {}
}
