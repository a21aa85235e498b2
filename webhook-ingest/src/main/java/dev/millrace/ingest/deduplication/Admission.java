package dev.millrace.ingest.deduplication;

import dev.millrace.ingest.archive.DeliveryArchive;
import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.progress.ProjectionProgress;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.platform.time.Patience;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets each delivery onto the topic once. The package says why that holds through crashes. Any thread may call it. */
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** From winning a claim to the call of the producer. A thread that was held up longer gives its claim back instead. */
    private static final Duration LONGEST_STALL = Duration.ofSeconds(5);

    /** Before this age, whoever holds a claim may still be writing. */
    public static final Duration SHORTEST_CLAIM_TIMEOUT = LONGEST_STALL.plus(DeliveryArchive.LONGEST_WRITE);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final Claims claims;
    private final DeliveryArchive archive;
    private final ProjectionProgress translator;
    private final Duration patience;

    /**
     * How long things may take.
     *
     * @param call  one call, before it refuses for the time being
     * @param claim the age from which a claim may be taken over
     */
    public record Bounds(Duration call, Duration claim) {}

    /**
     * Admits to that archive.
     *
     * @param translator progress of our own reader of the topic
     */
    public Admission(JdbcClient jdbc, DeliveryArchive archive, ProjectionProgress translator, Bounds bounds) {
        this.claims = new Claims(jdbc, bounds.claim());
        this.archive = archive;
        this.translator = translator;
        this.patience = bounds.call();
    }

    /** What became of a delivery that was let in. */
    public enum Admitted {
        /** It is on the topic since this call. */
        ACCEPTED,
        /** It was on the topic already, or somebody else has just put it there. */
        DUPLICATE
    }

    /**
     * Returns once the delivery is durable on the topic.
     *
     * @param traceParent W3C trace context of the request that brought it
     * @throws Problem {@link ErrorCode#UNAVAILABLE} if that is not so in time, after which it may become so all the same; the provider is to deliver again
     */
    public Admitted admit(WebhookDelivery delivery, String traceParent) {
        var waiting = new Patience(patience, BETWEEN_LOOKS);
        do {
            long asked = System.nanoTime();
            switch (claims.claim(delivery)) {
                case Claim.Won(var token) -> {
                    return store(new Admittance(delivery, traceParent, token, asked), waiting);
                }
                case Claim.Stored() -> {
                    return Admitted.DUPLICATE;
                }
                case Claim.Held(var token, var expired) -> {
                    var ours = UUID.randomUUID();
                    long tried = System.nanoTime();
                    if (expired && takeOver(DeliveryKey.of(delivery), token, ours, waiting)) {
                        return store(new Admittance(delivery, traceParent, ours, tried), waiting);
                    }
                }
            }
        } while (waiting.again());
        throw unavailable("it is still being stored for an earlier request");
    }

    /** A record that the holder of the old claim wrote lies before the end as it is now; once the translator is past that end, it has marked the row. */
    private boolean takeOver(DeliveryKey key, UUID theirs, UUID ours, Patience waiting) {
        return translator.awaitEnd(key.organization(), waiting.remaining()) && claims.takeOver(key, theirs, ours);
    }

    /** A delivery that is ours to write since a moment, by the clock of {@link System#nanoTime}. */
    private record Admittance(WebhookDelivery delivery, String traceParent, UUID token, long claimedAtNanos) {}

    private Admitted store(Admittance ours, Patience waiting) {
        var key = DeliveryKey.of(ours.delivery());
        var token = ours.token();
        if (System.nanoTime() - ours.claimedAtNanos() > LONGEST_STALL.toNanos()) {
            claims.release(key, token);
            throw unavailable("this node was held up");
        }
        try {
            var position = archive.append(ours.delivery(), ours.traceParent())
                    .get(Math.max(1, waiting.remaining().toMillis()), TimeUnit.MILLISECONDS);
            markStored(key, token, position);
            return Admitted.ACCEPTED;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                claims.release(key, token);
                throw new Problem(ErrorCode.TOO_LARGE, "Expected a body that the log can hold, but it is larger");
            }
            throw keepClaim(key, e);
        } catch (TimeoutException e) {
            throw keepClaim(key, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw keepClaim(key, e);
        }
    }

    /** The record is durable, so that this may fail: the translator marks what we do not. */
    private void markStored(DeliveryKey key, UUID token, Position position) {
        try {
            claims.stored(key, token, position);
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.ORGANIZATION, key.organization())
                    .addKeyValue(LogKeys.SOURCE, key.source())
                    .addKeyValue("delivery", key.delivery())
                    .setCause(e)
                    .log("A stored delivery could not be marked; the translator will do so");
        }
    }

    /** The record may be on the topic or come there yet: only time and the translator tell, so the claim stays. */
    private static Problem keepClaim(DeliveryKey key, Exception cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.ORGANIZATION, key.organization())
                .addKeyValue(LogKeys.SOURCE, key.source())
                .addKeyValue("delivery", key.delivery())
                .setCause(cause)
                .log("It is not known whether a delivery was stored");
        return unavailable("Kafka did not confirm it in time");
    }

    private static Problem unavailable(String why) {
        return new Problem(
                ErrorCode.UNAVAILABLE, "Expected to store the delivery, but %s; deliver it again later".formatted(why));
    }
}
