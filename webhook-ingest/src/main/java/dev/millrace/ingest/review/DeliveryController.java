package dev.millrace.ingest.review;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.review.Deliveries.Page;
import dev.millrace.ingest.signature.DeliveryHeaders;
import dev.millrace.ingest.translation.Discard;
import dev.millrace.ingest.translation.Retry;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.telemetry.TraceContext;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.QueryParameters;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/organizations/{organization}/webhook-deliveries}. */
@RestController
@RequestMapping("/v1/organizations/{organization}/webhook-deliveries")
public final class DeliveryController {

    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 50;

    private final Deliveries deliveries;
    private final Retry retry;
    private final Discard discard;

    public DeliveryController(Deliveries deliveries, Retry retry, Discard discard) {
        this.deliveries = deliveries;
        this.retry = retry;
        this.discard = discard;
    }

    @GetMapping
    @QueryParameters({"source", "state", "limit", "cursor"})
    Page list(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var id = authorised(caller, organization);
        int count = Parameters.limit(limit, MAX_LIMIT, DEFAULT_LIMIT);
        return deliveries.page(id, DeliveryFilter.of(source, state), count, cursor);
    }

    @GetMapping("/{source}/{delivery}")
    DeliveryView find(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String source,
            @PathVariable String delivery) {
        return view(key(caller, organization, source, delivery));
    }

    /** Answers with the delivery as it stands after the attempt; while it is {@code sent}, the outcome is still to come. */
    @PostMapping("/{source}/{delivery}:retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView retry(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String source,
            @PathVariable String delivery,
            TraceContext trace) {
        var key = key(caller, organization, source, delivery);
        retry.retry(key, trace.traceParent());
        return view(key);
    }

    /** Answers with the delivery as it is kept. */
    @PostMapping("/{source}/{delivery}:discard")
    DeliveryView discard(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String source,
            @PathVariable String delivery) {
        var key = key(caller, organization, source, delivery);
        var _ = view(key); // one that nobody knows is not found, rather than without a dead letter
        discard.discard(key);
        return view(key);
    }

    private DeliveryView view(DeliveryKey key) {
        return deliveries.find(key).orElseThrow(DeliveryController::notFound);
    }

    /** An id that the door would never have let in names nothing, and might be no text that PostgreSQL can compare. */
    private static DeliveryKey key(Caller caller, String organization, String source, String delivery) {
        var authorised = authorised(caller, organization);
        if (!DeliveryHeaders.NAME.matcher(delivery).matches()) {
            throw notFound();
        }
        return new DeliveryKey(authorised, new WebhookSourceId(source), delivery);
    }

    private static Problem notFound() {
        return new Problem(ErrorCode.NOT_FOUND, "Expected a delivery of this source and id, but there is none");
    }

    private static OrganizationId authorised(Caller caller, String organization) {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        return id;
    }
}
