package dev.millrace.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.text.ParseException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that a token is signed with a key of the provider. Asymmetric algorithms only: {@code none} and the HMAC family are refused whatever keys there are. */
final class SignedTokens {

    /** Longer ones are refused unread. */
    static final int MAX_CHARACTERS = 8 * 1024;

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    SignedTokens(JWKSource<SecurityContext> keys) {
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        // Claims are checked by TokenVerifier, which has the clock.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
    }

    /**
     * The claims, if the signature is right; a {@link Problem} otherwise.
     *
     * @param token one that passed {@link #requireForm}
     */
    JWTClaimsSet claims(String token) {
        try {
            return processor.process(SignedJWT.parse(token), null);
        } catch (RateLimitReachedException _) {
            // The keys were fetched a moment ago and this one was not among them.
            throw refused();
        } catch (KeySourceException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.CAUSE, e.toString())
                    .log("the keys of the OpenID provider are out of reach");
            throw new Problem(ErrorCode.UNAVAILABLE, "Expected the OpenID provider's keys, but it cannot be reached");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException _) {
            throw refused();
        }
    }

    /** The parser behind this also reads the other Base64 alphabet and skips what belongs to neither: one token would have many spellings. */
    static void requireForm(String token) {
        if (token.length() > MAX_CHARACTERS) {
            throw new Problem(
                    ErrorCode.UNAUTHENTICATED, "Expected a token of at most %d characters".formatted(MAX_CHARACTERS));
        }
        for (int i = 0; i < token.length(); i++) {
            if (!belongsToToken(token.charAt(i))) {
                throw refused();
            }
        }
    }

    private static boolean belongsToToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    private static Problem refused() {
        return new Problem(
                ErrorCode.UNAUTHENTICATED,
                "Expected a JSON Web Token with a signature of the configured issuer, but this is none");
    }
}
