package dev.millrace.ingest.source;

import dev.millrace.platform.progress.ProjectionProgress;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Says what holds of a source, also in the moment after it changed: before a delivery is refused for what is known, it waits for the projection to have seen
 * every event that is in the log by then. Only so many may wait, because anybody can ask for what does not exist, and sign with what is no secret; each of the
 * two has places of its own, so that a flood of one leaves those of the other.
 */
public final class SourceDirectory {

    private final Sources sources;
    private final ProjectionProgress progress;
    private final Duration patience;
    private final Semaphore unknown;
    private final Semaphore doubted;

    /**
     * A directory of those sources.
     *
     * @param progress of the projection that fills them
     * @param patience how long to wait for it
     * @param waiters  how many requests may wait at a time for sources that are not known, and as many for news of those that are
     */
    public SourceDirectory(Sources sources, ProjectionProgress progress, Duration patience, int waiters) {
        this.sources = sources;
        this.progress = progress;
        this.patience = patience;
        this.unknown = new Semaphore(waiters);
        this.doubted = new Semaphore(waiters);
    }

    /** The source; {@link ErrorCode#NOT_FOUND} if there certainly is none, and a passing refusal where that could not be found out. */
    public WebhookSource require(OrganizationId organization, WebhookSourceId source) {
        var found = sources.find(organization, source);
        if (found.isPresent()) {
            return found.get();
        }
        return newest(organization, source, unknown);
    }

    /** The source as it is by now, for a delivery that does not fit what was known of it; refuses as {@link #require} does. */
    public WebhookSource newest(WebhookSource known) {
        return newest(known.organization(), known.id(), doubted);
    }

    private WebhookSource newest(OrganizationId organization, WebhookSourceId source, Semaphore waiting) {
        awaitProjection(organization, waiting);
        return sources.find(organization, source)
                .orElseThrow(() -> new Problem(
                        ErrorCode.NOT_FOUND,
                        "Expected a registered webhook source at this address, but there is none"));
    }

    private void awaitProjection(OrganizationId organization, Semaphore waiting) {
        if (!waiting.tryAcquire()) {
            throw new Problem(
                    ErrorCode.OVERLOADED, "Expected fewer requests that wait for news of sources; try again later");
        }
        try {
            if (!progress.awaitEnd(organization, patience)) {
                throw new Problem(
                        ErrorCode.UNAVAILABLE,
                        "Expected news of the sources within %d ms, but the newest are not here yet; try again later"
                                .formatted(patience.toMillis()));
            }
        } finally {
            waiting.release();
        }
    }
}
