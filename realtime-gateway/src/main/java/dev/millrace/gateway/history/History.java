package dev.millrace.gateway.history;

import dev.millrace.schemas.envelope.OrganizationId;
import java.util.concurrent.CompletableFuture;

/** The events that lie further back than {@link ReplayBuffer} reaches. Any thread may ask; answers come on any thread. */
public interface History {

    /** A page of a channel's events. Fails with {@link HistoryUnavailable} where asking again may help, with a {@code Problem} where it cannot. */
    CompletableFuture<HistoryPage> fetch(HistoryRequest request);

    /** The newest sequence of an organization that the read side knows; 0 if it has none. Fails like {@link #fetch}. */
    CompletableFuture<Long> head(OrganizationId organization, String token);
}
