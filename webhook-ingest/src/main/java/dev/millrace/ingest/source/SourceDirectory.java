package dev.millrace.ingest.source;

import dev.millrace.ingest.progress.ProjectionProgress;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Says whether a source exists, also in the moment after its registration: before it denies one, it waits for the projection to have seen every event that is
 * in the log by then. Only so many may wait, because anybody can ask for what does not exist.
 */
public final class SourceDirectory {

    private final Sources sources;
    private final ProjectionProgress progress;
    private final Duration patience;
    private final Semaphore waiting;

    /**
     * A directory of those sources.
     *
     * @param progress of the projection that fills them
     * @param patience how long to wait for it
     * @param waiters  how many requests may wait at a time
     */
    public SourceDirectory(Sources sources, ProjectionProgress progress, Duration patience, int waiters) {
        this.sources = sources;
        this.progress = progress;
        this.patience = patience;
        this.waiting = new Semaphore(waiters);
    }

    /** The source; {@link ErrorCode#NOT_FOUND} if there certainly is none, and a passing refusal where that could not be found out. */
    public WebhookSource require(OrganizationId organization, WebhookSourceId source) {
        var found = sources.find(organization, source);
        if (found.isPresent()) {
            return found.get();
        }
        awaitProjection(organization);
        return sources.find(organization, source)
                .orElseThrow(() -> new Problem(
                        ErrorCode.NOT_FOUND,
                        "Expected a registered webhook source at this address, but there is none"));
    }

    private void awaitProjection(OrganizationId organization) {
        if (!waiting.tryAcquire()) {
            throw new Problem(
                    ErrorCode.OVERLOADED,
                    "Expected fewer requests for sources that are not known yet; try again later");
        }
        try {
            if (!progress.awaitEnd(organization, patience)) {
                throw new Problem(
                        ErrorCode.UNAVAILABLE,
                        "Expected to know every source within %d ms, but the newest are not here yet; try again later"
                                .formatted(patience.toMillis()));
            }
        } finally {
            waiting.release();
        }
    }
}
