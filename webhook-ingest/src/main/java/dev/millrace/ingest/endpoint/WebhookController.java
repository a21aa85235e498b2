package dev.millrace.ingest.endpoint;

import dev.millrace.ingest.deduplication.Admission;
import dev.millrace.ingest.signature.DeliveryHeaders;
import dev.millrace.ingest.signature.Signatures;
import dev.millrace.ingest.signature.SignedDelivery;
import dev.millrace.ingest.source.SourceDirectory;
import dev.millrace.ingest.source.WebhookSource;
import dev.millrace.platform.telemetry.TraceContext;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes deliveries in: the size first, then the source, then the signature over the bytes as they came, and only then anything else. */
@RestController
public final class WebhookController {

    /** A type and parameters; anything else could not stand in a header of ours. */
    private static final Pattern CONTENT_TYPE = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private static final String UNKNOWN_CONTENT_TYPE = "application/octet-stream";

    private final SourceDirectory sources;
    private final SourceSecrets secrets;
    private final Signatures signatures;
    private final Admission admission;
    private final DoorMeters meters;
    private final DoorRules rules;

    /**
     * What the door goes by.
     *
     * @param maxBody largest body
     * @param clock   tells when a delivery came and which secrets are valid
     */
    public record DoorRules(DataSize maxBody, Clock clock) {}

    public WebhookController(
            SourceDirectory sources,
            SourceSecrets secrets,
            Signatures signatures,
            Admission admission,
            DoorMeters meters,
            DoorRules rules) {
        this.sources = sources;
        this.secrets = secrets;
        this.signatures = signatures;
        this.admission = admission;
        this.meters = meters;
        this.rules = rules;
    }

    /** Answered with 202 once the delivery is durable, whether it is new or not. */
    @PostMapping("/webhooks/{organization}/{source}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Receipt take(
            @PathVariable String organization,
            @PathVariable String source,
            TraceContext trace,
            HttpServletRequest request)
            throws IOException {
        long started = System.nanoTime();
        try {
            var delivery = verified(new OrganizationId(organization), new WebhookSourceId(source), request);
            var admitted = admission.admit(delivery, trace.traceParent());
            meters.admitted(admitted, since(started));
            return Receipt.of(delivery.deliveryId(), admitted);
        } catch (Problem e) {
            meters.refused(e.code(), since(started));
            throw e;
        }
    }

    private WebhookDelivery verified(OrganizationId organization, WebhookSourceId id, HttpServletRequest request)
            throws IOException {
        var body = body(request);
        var source = sources.require(organization, id);
        var now = rules.clock().instant();
        var signed = signed(source, now, request::getHeader, body);
        return new WebhookDelivery(
                organization,
                id,
                signed.id(),
                signed.event(),
                contentType(request),
                now.truncatedTo(ChronoUnit.MILLIS),
                RawJson.of(body));
    }

    /** A signature that does not fit may be of a secret whose rotation is accepted but not here yet, and providers seldom come back after a 401. */
    private SignedDelivery signed(WebhookSource known, Instant now, DeliveryHeaders headers, byte[] body) {
        try {
            return verify(known, now, headers, body);
        } catch (Problem e) {
            if (e.code() != ErrorCode.INVALID_SIGNATURE) {
                throw e;
            }
            var newest = sources.newest(known);
            if (newest.equals(known)) {
                throw e;
            }
            return verify(newest, now, headers, body);
        }
    }

    private SignedDelivery verify(WebhookSource source, Instant now, DeliveryHeaders headers, byte[] body) {
        return signatures.verify(source.scheme(), secrets.openedAt(now, source), headers, body);
    }

    /** From the stream: what Spring hands out as the body of a form is put together anew, and those bytes nobody has signed. */
    private byte[] body(HttpServletRequest request) throws IOException {
        int max = Math.toIntExact(rules.maxBody().toBytes());
        if (request.getContentLengthLong() > max) {
            throw tooLarge();
        }
        var body = request.getInputStream().readNBytes(max + 1);
        if (body.length > max) {
            throw tooLarge();
        }
        return body;
    }

    private Problem tooLarge() {
        return new Problem(
                ErrorCode.TOO_LARGE,
                "Expected a body of at most %d bytes, but it is larger"
                        .formatted(rules.maxBody().toBytes()));
    }

    private static String contentType(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && CONTENT_TYPE.matcher(type).matches() ? type : UNKNOWN_CONTENT_TYPE;
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
