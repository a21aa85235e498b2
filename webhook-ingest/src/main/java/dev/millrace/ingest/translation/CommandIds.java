package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.schemas.Sha256;
import dev.millrace.schemas.envelope.CommandId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of the commands that deliveries become: names hashed into a UUID of version 8 (RFC 9562), so that a repeated translation repeats them. */
final class CommandIds {

    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

    private CommandIds() {}

    /**
     * The id of the command that a delivery becomes.
     *
     * @param attempt from 1; a retry that an operator asks for is a new command
     */
    static CommandId of(DeliveryKey key, int attempt) {
        // organizations and sources contain no bar, and the last two of the parts do not either: no two names are the
        // same text. Where "all" stands, ids of commands for one mapping each, as they once were, have digits
        var name = "%s|%s|%s|all|%d".formatted(key.organization(), key.source(), key.delivery(), attempt);
        var hash = ByteBuffer.wrap(Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~VERSION_MASK) | VERSION_8;
        long low = (hash.getLong() & ~VARIANT_MASK) | VARIANT_RFC;
        return new CommandId(new UUID(high, low));
    }

    /** Whether a command can be one that a delivery became. Most are not, and their outcomes need not be looked up. */
    static boolean isOfDelivery(UUID command) {
        return command.version() == 8;
    }
}
