package dev.millrace.ingest.signature;

import dev.millrace.schemas.webhooksource.SignatureScheme;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Verifies deliveries of every scheme. */
public final class Signatures {

    private final Scheme github = new GithubScheme();
    private final Scheme standard;

    /**
     * Verifies by this clock.
     *
     * @param tolerance how far a signed timestamp may lie from now, in either direction
     */
    public Signatures(Clock clock, Duration tolerance) {
        this.standard = new StandardScheme(clock, tolerance);
    }

    /**
     * Verifies one delivery; throws a {@link dev.millrace.platform.web.Problem} where a header is missing, the time is stale or no secret made the signature.
     *
     * @param secrets every secret that is valid now, in clear text
     * @param body    the bytes as they came
     */
    public SignedDelivery verify(SignatureScheme scheme, List<String> secrets, DeliveryHeaders headers, byte[] body) {
        var verifier = switch (scheme) {
            case GITHUB -> github;
            case STANDARD -> standard;
        };
        return verifier.verify(secrets, headers, body);
    }
}
