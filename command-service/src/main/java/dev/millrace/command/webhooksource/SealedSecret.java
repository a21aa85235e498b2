package dev.millrace.command.webhooksource;

import dev.millrace.command.processing.CommandRejected;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import dev.millrace.schemas.webhooksource.SignatureScheme;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules about secrets that hold without opening them. */
final class SealedSecret {

    private static final String PREFIX = "sealed:";

    /** The part of the sealed form that names the schemes which the secret suits. */
    private static final int NOTE = 5;

    private static final Duration DEFAULT_GRACE = Duration.ofDays(1);
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    private SealedSecret() {}

    /** The secret itself, if the front door has sealed it: a clear one must not get into an event, whoever wrote the command. */
    static String require(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new CommandRejected(
                    ErrorCode.INVALID_SECRET,
                    "Expected a sealed secret, but it is not",
                    List.of(new FieldError("/secret", "Expected the sealed form")));
        }
        return secret;
    }

    /** The secret itself, if it suits the scheme as far as its note tells; {@code null} is the scheme of a source from before schemes were known here. */
    static String require(String secret, @Nullable SignatureScheme scheme) {
        var sealed = require(secret);
        if (scheme != null && !suits(sealed, scheme)) {
            throw new CommandRejected(
                    ErrorCode.INVALID_SECRET,
                    "Expected a secret that suits the scheme %s, but it does not".formatted(scheme.label()),
                    List.of(new FieldError("/secret", "Expected a secret of the scheme " + scheme.label())));
        }
        return sealed;
    }

    private static boolean suits(String sealed, SignatureScheme scheme) {
        var parts = sealed.split(":", -1);
        return parts.length <= NOTE || List.of(parts[NOTE].split("\\+", -1)).contains(scheme.label());
    }

    /** How long the secret before the new one is still accepted. */
    static Duration grace(@Nullable Long seconds) {
        if (seconds == null) {
            return DEFAULT_GRACE;
        }
        if (seconds < 0 || seconds > LONGEST_GRACE.toSeconds()) {
            throw new CommandRejected(
                    ErrorCode.INVALID_REQUEST,
                    "Expected a grace period of 0 to %d seconds".formatted(LONGEST_GRACE.toSeconds()),
                    List.of(new FieldError("/graceSeconds", "Expected 0 to " + LONGEST_GRACE.toSeconds())));
        }
        return Duration.ofSeconds(seconds);
    }
}
