package dev.millrace.platform.json;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1e-4009999999999999]", "1E99999999999", "{\"a\":1,\"a\":2}", "1 2", "NaN"})
    void failsWithTheOneExceptionWhateverIsSent(String text) {
        // when
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.tree(text));
        // then
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> Json.tree(text.getBytes(StandardCharsets.UTF_8)));
    }
}
