package dev.millrace.platform.json;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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

    /** A letter, a slash and a code point beyond Unicode, each in a form that RFC 3629 forbids. */
    @ParameterizedTest
    @ValueSource(strings = {"c1a1", "c0af", "f4908080", "eda080", "ff"})
    void failsWhereTheBytesAreNoUtf8(String bytes) {
        // given
        var json = HexFormat.of().parseHex("22" + bytes + "22");
        // when, then
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.tree(json));
    }
}
