package dev.millrace.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a bearer token into a {@link Caller}. Any thread may call it, except one that must not block: the first token, and one signed with an unknown key, wait for
 * the provider: 5 s at most for where its keys are, or for another thread that asks, and 10 s for the keys, which are asked for twice.
 */
public final class TokenVerifier {

    /** What the door for commands lets an actor be: somebody who is let in can do everything that the token allows. */
    private static final int MAX_SUBJECT_CHARACTERS = 200;

    private final SecuritySettings settings;
    private final SignedTokens tokens;
    private final InstantSource clock;
    private final Cache<TokenDigest, Caller> verified;

    /**
     * A verifier of its own; processes use the bean.
     *
     * @param keys where the keys for signatures come from
     */
    public TokenVerifier(SecuritySettings settings, JWKSource<SecurityContext> keys, InstantSource clock) {
        this.settings = settings;
        this.tokens = new SignedTokens(keys);
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(settings.cachedTokens())
                .expireAfter(Expiry.<TokenDigest, Caller>creating((_, caller) -> lifetime(caller)))
                .build();
    }

    /**
     * Who holds the token.
     *
     * @throws Problem {@link ErrorCode#UNAUTHENTICATED} if it is not to be believed, {@link ErrorCode#UNAVAILABLE} if that cannot be known now
     */
    public Caller verify(String token) {
        SignedTokens.requireForm(token);
        var digest = TokenDigest.of(token);
        var known = verified.getIfPresent(digest);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return known;
        }
        var caller = caller(tokens.claims(token));
        verified.put(digest, caller);
        return caller;
    }

    private Duration lifetime(Caller caller) {
        var left = Duration.between(clock.instant(), caller.expiresAt());
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(settings.cacheLifetime()) < 0 ? left : settings.cacheLifetime();
    }

    private Caller caller(JWTClaimsSet claims) {
        var expiresAt = expiry(claims);
        requireBegun(claims);
        requireIssuer(claims);
        requireAudience(claims);
        return new Caller(subject(claims), organizations(claims.getClaim("organizations")), expiresAt);
    }

    private Instant expiry(JWTClaimsSet claims) {
        @Nullable Date expiry = claims.getExpirationTime();
        if (expiry == null) {
            throw refused("an expiry time");
        }
        var expiresAt = expiry.toInstant();
        if (clock.instant().isAfter(expiresAt.plus(settings.clockSkew()))) {
            throw refused("an expiry time that is not past");
        }
        return expiresAt;
    }

    private void requireBegun(JWTClaimsSet claims) {
        @Nullable Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && clock.instant().plus(settings.clockSkew()).isBefore(notBefore.toInstant())) {
            throw refused("a start that is not to come");
        }
    }

    private void requireIssuer(JWTClaimsSet claims) {
        if (!settings.issuer().toString().equals(claims.getIssuer())) {
            throw refused("the issuer " + settings.issuer());
        }
    }

    private void requireAudience(JWTClaimsSet claims) {
        var audience = settings.audience();
        if (audience != null && !claims.getAudience().contains(audience)) {
            throw refused("the audience " + audience);
        }
    }

    /** It becomes the actor of commands and events: text that a header and a column can hold. */
    private static String subject(JWTClaimsSet claims) {
        @Nullable String subject = claims.getSubject();
        if (subject == null
                || subject.isBlank()
                || subject.length() > MAX_SUBJECT_CHARACTERS
                || subject.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            throw refused("a subject of 1 to %d printable characters".formatted(MAX_SUBJECT_CHARACTERS));
        }
        return subject;
    }

    /** A JSON array of texts, or texts separated by spaces; without the claim a token is good for nothing that belongs to somebody. */
    private static Set<String> organizations(@Nullable Object claim) {
        return switch (claim) {
            case null -> Set.of();
            case String text when text.isBlank() -> Set.of();
            case String text -> new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
            case List<?> list -> texts(list);
            default -> throw refused("organizations as a list of texts");
        };
    }

    private static Set<String> texts(List<?> list) {
        var texts = new LinkedHashSet<String>();
        for (var item : list) {
            if (!(item instanceof String text)) {
                throw refused("organizations as a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    private static Problem refused(String expected) {
        return new Problem(
                ErrorCode.UNAUTHENTICATED, "Expected a token with " + expected + ", but this one has another or none");
    }
}
