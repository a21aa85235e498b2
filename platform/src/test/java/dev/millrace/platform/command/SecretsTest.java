package dev.millrace.platform.command;

import static dev.millrace.platform.command.DoorFixture.ACME;
import static dev.millrace.platform.command.DoorFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.schemas.envelope.OrganizationId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private final Secrets secrets = new Secrets(new EncryptionKeys(key(1), List.of()));

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "a secret", "grüße 🔑", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void opensWhatItSealed(String text) {
        // when
        var sealed = secrets.seal(ACME, text);
        // then
        assertThat(sealed).startsWith("sealed:v1:").doesNotContain(text);
        assertThat(secrets.open(ACME, sealed)).isEqualTo(text);
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        // when
        var sealed = secrets.seal(ACME, "hunter2");
        // then
        assertThat(secrets.seal(ACME, "hunter2")).isNotEqualTo(sealed);
    }

    @Test
    void opensForNoOtherOrganization() {
        // given
        var sealed = secrets.seal(ACME, "hunter2");
        // when
        assertThatExceptionOfType(UnreadableSecret.class)
                // then
                .isThrownBy(() -> secrets.open(new OrganizationId("evil"), sealed));
    }

    @Test
    void opensNothingThatWasTamperedWith() {
        // given
        var sealed = secrets.seal(ACME, "hunter2");
        for (int i = 0; i < sealed.length(); i++) {
            var tampered = new StringBuilder(sealed);
            tampered.setCharAt(i, sealed.charAt(i) == 'A' ? 'Q' : 'A');
            // when
            assertThatExceptionOfType(UnreadableSecret.class)
                    .as("character %d changed", i)
                    // then
                    .isThrownBy(() -> secrets.open(ACME, tampered.toString()));
        }
    }

    @Test
    void opensNothingThatWasCutOff() {
        // given
        var sealed = secrets.seal(ACME, "hunter2");
        for (int i = 0; i < sealed.length(); i++) {
            var cut = sealed.substring(0, i);
            // when
            assertThatExceptionOfType(UnreadableSecret.class)
                    .as("cut to %d characters", i)
                    // then
                    .isThrownBy(() -> secrets.open(ACME, cut));
        }
    }

    @Test
    void opensWhatAPreviousKeySealedAndSealsWithTheNewOne() {
        // given
        var old = secrets.seal(ACME, "hunter2");
        var rotated = new Secrets(new EncryptionKeys(key(2), List.of(key(1))));
        // when
        var opened = rotated.open(ACME, old);
        // then
        assertThat(opened).isEqualTo("hunter2");
        assertThatExceptionOfType(UnreadableSecret.class)
                .isThrownBy(() -> secrets.open(ACME, rotated.seal(ACME, "hunter2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "not base64", " "})
    void refusesAKeyOfAnotherLengthWithoutQuotingIt(String key) {
        // given
        var keys = new EncryptionKeys(key, List.of());
        // when
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Secrets(keys))
                // then
                .withMessageNotContaining("c2hvcnQ=");
        assertThat(keys.toString()).doesNotContain("c2hvcnQ=");
    }
}
