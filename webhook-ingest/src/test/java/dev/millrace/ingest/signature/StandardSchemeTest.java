package dev.millrace.ingest.signature;

import static dev.millrace.ingest.signature.Codes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the vectors that the Standard Webhooks specification and Svix publish. */
class StandardSchemeTest {

    private static final String SHARED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String PUBLIC = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String V1A =
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

    private final Scheme scheme = schemeAt(SIGNED_AT);

    @Test
    void acceptsThePublishedSharedKeyVector() {
        // when
        var delivery = scheme.verify(List.of(SHARED), headers(V1), BODY);
        // then
        assertThat(delivery).isEqualTo(new SignedDelivery(ID, SignedDelivery.UNNAMED));
    }

    @Test
    void acceptsThePublishedPublicKeyVector() {
        // when
        var delivery = scheme.verify(List.of(PUBLIC), headers(V1A), BODY);
        // then
        assertThat(delivery.id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-", "svix-"})
    void readsEitherSetOfHeaders(String prefix) {
        // given
        var headers = FakeHeaders.of(prefix + "id", ID, prefix + "timestamp", "1614265330", prefix + "signature", V1);
        // when
        var delivery = scheme.verify(List.of(SHARED), headers, BODY);
        // then
        assertThat(delivery.id()).isEqualTo(ID);
    }

    @Test
    void takesTheSetThatIsComplete() {
        // given
        var headers = FakeHeaders.of(
                "webhook-id", "half", "svix-id", ID, "svix-timestamp", "1614265330", "svix-signature", V1);
        // when
        var delivery = scheme.verify(List.of(SHARED), headers, BODY);
        // then
        assertThat(delivery.id()).isEqualTo(ID);
    }

    @Test
    void acceptsSecretWithoutItsPrefix() {
        // when
        var delivery = scheme.verify(List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), headers(V1), BODY);
        // then
        assertThat(delivery.id()).isEqualTo(ID);
    }

    @Test
    void findsItsSignatureAmongSeveralAndUnknownVersions() {
        // given
        var signatures =
                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= " + V1
                        + " v1a,AAAA rubbish ,";
        // when
        var delivery = scheme.verify(List.of(SHARED), headers(signatures), BODY);
        // then
        assertThat(delivery.id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,",
                "v1",
                ",",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
                "v1,ä",
            })
    void refusesSignatureOfAnyOtherForm(String signature) {
        // when, then
        assertRefused(ErrorCode.INVALID_SIGNATURE, () -> scheme.verify(List.of(SHARED), headers(signature), BODY));
    }

    @Test
    void acceptsBothSecretsDuringRotation() {
        // when
        var delivery = scheme.verify(List.of("whsec_" + "A".repeat(32), SHARED), headers(V1), BODY);
        // then
        assertThat(delivery.id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whpk_", "whpk_AAAA", "whsec_not base64", "whsk_6Xb/", "whpk_%%%"})
    void matchesNothingWithSecretThatIsNoKey(String secret) {
        // when, then
        assertRefused(ErrorCode.INVALID_SIGNATURE, () -> scheme.verify(List.of(secret), headers(V1 + " " + V1A), BODY));
    }

    @Test
    void refusesRandomChangesOfOneBitAnywhere() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        for (int i = 0; i < 2_000; i++) {
            boolean shared = random.nextBoolean();
            var key = List.of(shared ? SHARED : PUBLIC);
            var changed = changed(shared ? V1 : V1A, random);
            assertRefused(
                    ErrorCode.INVALID_SIGNATURE,
                    () -> scheme.verify(key, changed.headers(), changed.body().bytes()));
        }
    }

    /** One bit of the id, the body or the signature's text. The timestamp's bits are the next tests'. */
    private static Changed changed(String signature, RandomGenerator random) {
        var id = ID.getBytes(StandardCharsets.ISO_8859_1);
        var body = BODY.clone();
        var text = signature.getBytes(StandardCharsets.ISO_8859_1);
        switch (random.nextInt(3)) {
            case 0 -> id[random.nextInt(id.length)] ^= 1; // stays visible ASCII
            case 1 -> body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            default -> text[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(7));
        }
        var headers = FakeHeaders.of(
                "webhook-id",
                new String(id, StandardCharsets.ISO_8859_1),
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                new String(text, StandardCharsets.ISO_8859_1));
        return new Changed(headers, RawJson.of(body));
    }

    private record Changed(FakeHeaders headers, RawJson body) {}

    @ParameterizedTest
    @ValueSource(longs = {-300, -1, 0, 1, 300})
    void acceptsTimestampInsideTheWindow(long secondsAgo) {
        // given
        var later = schemeAt(SIGNED_AT.plusSeconds(secondsAgo));
        // when
        var delivery = later.verify(List.of(SHARED), headers(V1), BODY);
        // then
        assertThat(delivery.id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 1_000_000})
    void refusesTimestampOutsideTheWindow(long secondsAgo) {
        // given
        var later = schemeAt(SIGNED_AT.plusSeconds(secondsAgo));
        // when, then
        assertRefused(ErrorCode.STALE_TIMESTAMP, () -> later.verify(List.of(SHARED), headers(V1), BODY));
    }

    @Test
    void refusesTimestampThatWasNotTheSignedOne() {
        // when, then
        assertRefused(
                ErrorCode.INVALID_SIGNATURE,
                () -> scheme.verify(List.of(SHARED), headers(V1).with("webhook-timestamp", "1614265331"), BODY));
    }

    @Test
    void refusesTheSameTimeSpeltOtherwise() {
        // when, then
        assertRefused(
                ErrorCode.INVALID_SIGNATURE,
                () -> scheme.verify(List.of(SHARED), headers(V1).with("webhook-timestamp", "01614265330"), BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "1.6e9", "-1614265330", "+1614265330", "9999999999999999999", "٣"})
    void wantsTimestampInWholeSeconds(String timestamp) {
        // when, then
        assertRefused(
                ErrorCode.INVALID_PARAMETER,
                () -> scheme.verify(List.of(SHARED), headers(V1).with("webhook-timestamp", timestamp), BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void wantsEachHeader(String name) {
        // when, then
        assertRefused(
                ErrorCode.INVALID_PARAMETER,
                () -> scheme.verify(List.of(SHARED), headers(V1).without(name), BODY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\":\"user.created\",\"data\":{}}; user.created",
                "{\"data\":{\"type\":\"inner\"},\"type\":\"outer\"}; outer",
                "{\"data\":{\"type\":\"inner\"}}; unnamed",
                "{\"type\":7}; unnamed",
                "{\"type\":null}; unnamed",
                "{\"type\":\"two words\"}; unnamed",
                "[{\"type\":\"in a list\"}]; unnamed",
                "{\"type\":\"cut; unnamed",
                "not json; unnamed",
            })
    void namesTheEventAsTheBodyDoes(String body, String event) {
        // when
        var name = EventName.in(body.getBytes(StandardCharsets.UTF_8));
        // then
        assertThat(name).isEqualTo(event);
    }

    @Test
    void verifiesAnEmptyBody() {
        // given
        var body = new byte[0];
        var code = Base64.getEncoder()
                .encodeToString(Hmac.sha256(
                        Base64.getDecoder().decode(SHARED.substring("whsec_".length())),
                        (ID + ".1614265330.").getBytes(StandardCharsets.UTF_8)));
        // when
        var delivery = scheme.verify(List.of(SHARED), headers("v1," + code), body);
        // then
        assertThat(delivery).isEqualTo(new SignedDelivery(ID, SignedDelivery.UNNAMED));
    }

    private static Scheme schemeAt(Instant now) {
        return new StandardScheme(Clock.fixed(now, ZoneOffset.UTC), Duration.ofMinutes(5));
    }

    private static FakeHeaders headers(String signature) {
        return FakeHeaders.of("webhook-id", ID, "webhook-timestamp", "1614265330", "webhook-signature", signature);
    }
}
