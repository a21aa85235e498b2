package dev.millrace.ingest.signature;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Standard Webhooks, and Svix, which it comes from. The time is signed and must lie in the replay window, in either direction. */
final class StandardScheme implements Scheme {

    private final Clock clock;
    private final Duration tolerance;

    StandardScheme(Clock clock, Duration tolerance) {
        this.clock = clock;
        this.tolerance = tolerance;
    }

    @Override
    public SignedDelivery verify(List<String> secrets, DeliveryHeaders headers, byte[] body) {
        var message = StandardMessage.of(headers);
        requireFresh(message);
        boolean matches = false;
        for (var secret : secrets) {
            matches |=
                    StandardKey.of(secret).map(key -> key.signed(message, body)).orElse(false);
        }
        if (!matches) {
            throw Scheme.invalidSignature();
        }
        return new SignedDelivery(message.id(), EventName.in(body));
    }

    private void requireFresh(StandardMessage message) {
        var age = Duration.between(message.signedAt(), clock.instant()).abs();
        if (age.compareTo(tolerance) > 0) {
            throw new Problem(
                    ErrorCode.STALE_TIMESTAMP,
                    "Expected a timestamp within %d s of now, but it is %d s away"
                            .formatted(tolerance.toSeconds(), age.toSeconds()));
        }
    }
}
