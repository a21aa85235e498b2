package dev.millrace.ingest.signature;

import static dev.millrace.ingest.signature.Codes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GithubSchemeTest {

    /** The example in GitHub's documentation. */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private final Scheme scheme = new GithubScheme();

    @Test
    void acceptsThePublishedExample() {
        // when
        var delivery = scheme.verify(List.of(SECRET), headers(), BODY);
        // then
        assertThat(delivery).isEqualTo(new SignedDelivery("72d3162e-cc78-11e3-81ab-4c9367dc0958", "issues"));
    }

    @Test
    void acceptsAnyOfTheSecretsThatAreValid() {
        // when
        var delivery = scheme.verify(List.of("the new one", SECRET), headers(), BODY);
        // then
        assertThat(delivery.event()).isEqualTo("issues");
    }

    @Test
    void refusesEveryChangeOfOneBitInTheBody() {
        for (int bit = 0; bit < BODY.length * Byte.SIZE; bit++) {
            var changed = BODY.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefused(ErrorCode.INVALID_SIGNATURE, () -> scheme.verify(List.of(SECRET), headers(), changed));
        }
    }

    @Test
    void refusesEveryChangeOfOneBitInTheSignature() {
        for (int bit = 0; bit < SIGNATURE.length() * Byte.SIZE; bit++) {
            var changed = SIGNATURE.getBytes(StandardCharsets.ISO_8859_1);
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            var signature = new String(changed, StandardCharsets.ISO_8859_1);
            assertRefused(
                    ErrorCode.INVALID_SIGNATURE,
                    () -> scheme.verify(List.of(SECRET), headers().with("X-Hub-Signature-256", signature), BODY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e170",
                "sha256=",
                "sha256",
                "…",
            })
    void refusesSignatureOfAnyOtherForm(String signature) {
        // when, then
        assertRefused(
                ErrorCode.INVALID_SIGNATURE,
                () -> scheme.verify(List.of(SECRET), headers().with("X-Hub-Signature-256", signature), BODY));
    }

    @Test
    void refusesSecretThatWasReplaced() {
        // when, then
        assertRefused(ErrorCode.INVALID_SIGNATURE, () -> scheme.verify(List.of("the new one"), headers(), BODY));
    }

    @Test
    void matchesNothingWithAnEmptySecret() {
        // when, then
        assertRefused(ErrorCode.INVALID_SIGNATURE, () -> scheme.verify(List.of(""), headers(), BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Hub-Signature-256", "X-GitHub-Delivery", "X-GitHub-Event"})
    void wantsEachHeader(String name) {
        // when, then
        assertRefused(
                ErrorCode.INVALID_PARAMETER,
                () -> scheme.verify(List.of(SECRET), headers().without(name), BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "ä", " "})
    void wantsDeliveryIdThatEveryToolReadsAlike(String id) {
        // when, then
        assertRefused(
                ErrorCode.INVALID_PARAMETER,
                () -> scheme.verify(List.of(SECRET), headers().with("X-GitHub-Delivery", id), BODY));
    }

    private static FakeHeaders headers() {
        return FakeHeaders.of(
                "X-Hub-Signature-256",
                SIGNATURE,
                "X-GitHub-Delivery",
                "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                "X-GitHub-Event",
                "issues");
    }
}
