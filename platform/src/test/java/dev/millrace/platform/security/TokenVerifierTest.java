package dev.millrace.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {

    private static final TestTokens TOKENS = new TestTokens();

    @Test
    void knowsCallerAndOrganizationsOfGoodToken() {
        // given
        var token = TOKENS.token("acme", "globex");
        // when
        var caller = verifier("millrace")
                .verify(TOKENS.token(claims -> claims.audience("millrace").claim("organizations", "acme globex")));
        // then
        assertThat(caller.subject()).isEqualTo("anna");
        assertThat(caller.organizations()).containsExactlyInAnyOrder("acme", "globex");
        assertThat(verifier(null).verify(token).organizations()).isEqualTo(caller.organizations());
    }

    @Test
    void allowsNothingWithoutOrganizations() {
        // given
        var token = TOKENS.token(_ -> {});
        // when
        var caller = verifier(null).verify(token);
        // then
        assertThat(caller.organizations()).isEmpty();
    }

    @Test
    void takesTheLongestSubjectThatAnActorMayBe() {
        // given
        var subject = "ä".repeat(200);
        // when
        var caller = verifier(null).verify(TOKENS.token(claims -> claims.subject(subject)));
        // then
        assertThat(caller.subject()).isEqualTo(subject);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesBadToken(String what, String token) {
        // given
        var verifier = verifier("millrace");
        // when
        var refusal = assertThatThrownBy(() -> verifier.verify(token));
        // then
        refusal.isInstanceOfSatisfying(
                Problem.class, problem -> assertThat(problem.code()).as(what).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    static Stream<Arguments> badTokens() throws JOSEException {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("garbage", "garbage"),
                Arguments.of("dots", "..."),
                Arguments.of("none", new PlainJWT(good()).serialize()),
                Arguments.of("HMAC with the public key", hmac()),
                Arguments.of("unknown key", TestTokens.signed(good(), key("other"))),
                Arguments.of("forged with the known key id", TestTokens.signed(good(), key("test"))),
                Arguments.of("changed after signing", tampered()),
                Arguments.of("expired", changed(c -> c.expirationTime(in(-31)))),
                Arguments.of("without expiry", changed(c -> c.expirationTime(null))),
                Arguments.of("not yet valid", changed(c -> c.notBeforeTime(in(40)))),
                Arguments.of("other issuer", changed(c -> c.issuer("https://evil.example"))),
                Arguments.of("no issuer", changed(c -> c.issuer(null))),
                Arguments.of("other audience", changed(c -> c.audience("somebody"))),
                Arguments.of("no audience", changed(c -> c.audience((String) null))),
                Arguments.of("no subject", changed(c -> c.subject(null))),
                Arguments.of("blank subject", changed(c -> c.subject(" "))),
                Arguments.of("endless subject", changed(c -> c.subject("s".repeat(201)))),
                Arguments.of("subject of several lines", changed(c -> c.subject("anna\nERROR"))),
                Arguments.of("subject beyond what an actor may be", changed(c -> c.subject("🔑"))),
                Arguments.of("organizations a number", changed(c -> c.claim("organizations", 7))),
                Arguments.of("organizations with an object", changed(c -> c.claim("organizations", List.of(Map.of())))),
                Arguments.of("huge", changed(c -> c.claim("ballast", "x".repeat(10_000)))),
                Arguments.of("enormous", "x".repeat(10_000_000)));
    }

    @Test
    void refusesRandomlyDamagedTokensAndNeverBreaks() {
        // given
        var verifier = verifier(null);
        var good = TOKENS.token("acme").toCharArray();
        var random = new Random(42);
        // when
        var accepted = new AtomicInteger();
        for (int i = 0; i < 3_000; i++) {
            var damaged = good.clone();
            // The last character of a signature carries padding bits that do not count, so leave it alone.
            damaged[random.nextInt(damaged.length - 1)] = (char) random.nextInt(i % 2 == 0 ? 128 : 0x10000);
            try {
                verifier.verify(new String(damaged));
                accepted.addAndGet(new String(damaged).equals(new String(good)) ? 0 : 1);
            } catch (Problem problem) {
                assertThat(problem.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
            }
        }
        // then
        assertThat(accepted).hasValue(0);
    }

    @Test
    void toleratesClockSkewButNeverLetsCacheOutliveToken() {
        // given
        var clock = new MovableClock();
        var lookups = new AtomicInteger();
        var verifier = new TokenVerifier(
                settings(null),
                (selector, context) -> {
                    lookups.incrementAndGet();
                    return TOKENS.keys().get(selector, context);
                },
                clock);
        var token = TOKENS.token(claims -> claims.expirationTime(Date.from(clock.now.plusSeconds(60))));
        verifier.verify(token);
        verifier.verify(token);
        assertThat(lookups).hasValue(1);
        // when
        clock.now = clock.now.plusSeconds(80);
        // then
        verifier.verify(token);
        assertThat(lookups).hasValue(2);
        clock.now = clock.now.plusSeconds(11);
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(Problem.class);
    }

    @Test
    void saysUnavailableWhenProviderCannotBeReached() {
        // given
        var settings = new SecuritySettings(
                URI.create("http://127.0.0.1:1"), null, null, Duration.ofSeconds(30), 10, Duration.ofMinutes(1));
        var verifier = new TokenVerifier(
                settings, new ProviderKeys(settings.issuer(), settings.jwksUri()), InstantSource.system());
        // when
        var refusal = assertThatThrownBy(() -> verifier.verify(TOKENS.token("acme")));
        // then
        refusal.isInstanceOfSatisfying(
                Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private static TokenVerifier verifier(@Nullable String audience) {
        return new TokenVerifier(settings(audience), TOKENS.keys(), InstantSource.system());
    }

    private static SecuritySettings settings(@Nullable String audience) {
        return new SecuritySettings(
                URI.create(TestTokens.ISSUER), null, audience, Duration.ofSeconds(30), 100, Duration.ofMinutes(5));
    }

    private static JWTClaimsSet good() {
        return new JWTClaimsSet.Builder()
                .issuer(TestTokens.ISSUER)
                .subject("anna")
                .audience("millrace")
                .expirationTime(in(600))
                .build();
    }

    private static String changed(Consumer<JWTClaimsSet.Builder> change) {
        return TOKENS.token(claims -> {
            claims.audience("millrace");
            change.accept(claims);
        });
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static RSAKey key(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    private static String hmac() throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("test").build(), good());
        token.sign(new MACSigner(TOKENS.key().toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String tampered() {
        var parts = TOKENS.token("acme").split("\\.", -1);
        var claims = good().toString().replace("anna", "root");
        return parts[0] + "." + Base64URL.encode(claims) + "." + parts[2];
    }

    private static final class MovableClock implements InstantSource {

        private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        @Override
        public Instant instant() {
            return now;
        }
    }
}
