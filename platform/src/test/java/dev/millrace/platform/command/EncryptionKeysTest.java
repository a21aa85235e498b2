package dev.millrace.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptionKeysTest {

    private static final String KEY = "A".repeat(43) + "=";

    @Test
    void areOf32Bytes() {
        assertThat(violations(KEY, List.of(KEY, " " + KEY + " ", "A".repeat(43))))
                .isZero();
        assertThat(violations("c2hvcnQ=", List.of())).isEqualTo(1);
        assertThat(violations(KEY, List.of(KEY, "no key"))).isEqualTo(1);
    }

    private static int violations(String key, List<String> previous) {
        try (var validators = Validation.buildDefaultValidatorFactory()) {
            return validators
                    .getValidator()
                    .validate(new EncryptionKeys(key, previous))
                    .size();
        }
    }
}
