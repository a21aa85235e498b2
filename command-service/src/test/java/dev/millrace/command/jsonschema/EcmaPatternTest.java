package dev.millrace.command.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.json.Json;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are what {@code new RegExp(pattern, "u").test(text)} says in Node 20; texts are written as in JSON here. */
class EcmaPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "^a$!a!true",
                "^a$!a\\n!false",
                "^a$!a\\r\\n!false",
                "^a$!a\\u2028!false",
                "\\$$!5$!true",
                "[$]$!$!true",
                "^.$!\\u0085!true",
                "^.$!\\n!false",
                "\\.!a!false",
                "^[.]$!a!false",
                "^\\s$!\\u00a0!true",
                "^\\s$!\\ufeff!true",
                "^[\\s-]+$!-\\u3000!true",
                "^\\S$!\\u00a0!false",
                "^[\\Sx]$!\\u00a0!false",
                "^[\\Sx]$!y!true",
                "^\\d{2}$!12!true",
                "^\\w+$!\\u00e4!false",
                "^[a&&b]$!&!true",
                "^\\\\$!\\\\!true",
            })
    void matchesAsJavaScriptDoes(String regex, String text, boolean expected) {
        // given
        var unescaped = Json.MAPPER.readValue('"' + text + '"', String.class);
        // when
        boolean found = EcmaPattern.compile(regex).matcher(unescaped).find();
        // then
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNoRegularExpression() {
        assertThatThrownBy(() -> EcmaPattern.compile("(")).isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> EcmaPattern.compile("[")).isInstanceOf(PatternSyntaxException.class);
    }
}
