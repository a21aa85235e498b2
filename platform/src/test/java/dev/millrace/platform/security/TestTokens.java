package dev.millrace.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/**
 * An OpenID provider for tests. Make {@link #keys()} a bean and set {@code millrace.security.issuer} to {@link #ISSUER}; then the process believes the tokens made
 * here.
 */
public final class TestTokens {

    /** The issuer to configure. */
    public static final String ISSUER = "https://issuer.example";

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final RSAKey key;

    public TestTokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Expected an RSA key", e);
        }
    }

    /** The bean that replaces the configured provider. */
    public JWKSource<SecurityContext> keys() {
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    /** The signing key. */
    RSAKey key() {
        return key;
    }

    /** A good token of {@code anna} for the organizations; {@code *} for all. */
    public String token(String... organizations) {
        return token(claims -> claims.claim("organizations", List.of(organizations)));
    }

    /** The header value that goes with {@link #token(String...)}. */
    public String bearer(String... organizations) {
        return "Bearer " + token(organizations);
    }

    /** A token whose claims differ from a good one's. */
    public String token(Consumer<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("anna")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
        change.accept(claims);
        return signed(claims.build(), key);
    }

    static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("Expected an RSA signature", e);
        }
    }
}
