package dev.millrace.schemas.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.schemas.envelope.Ids.InvalidId;
import dev.millrace.schemas.envelope.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelTest {

    private static final List<String> PATHS = List.of(
            "organization",
            "table/a",
            "table/ab",
            "table/a/row/1",
            "table/a/row/1/2",
            "table/a/row/row",
            "table/a/row//row/",
            "webhook-source/a");

    @Test
    void carriesItsEntityAndEverythingBelow() {
        assertThat(Channel.of("organization/acme").carries(new Subject("table/a/row/1")))
                .isTrue();
        assertThat(Channel.of("organization/acme/table/a").carries(new Subject("table/a/row/1")))
                .isTrue();
        assertThat(Channel.of("organization/acme/table/a").carries(new Subject("table/ab")))
                .isFalse();
        assertThat(Channel.of("organization/acme/table/a/row/1").carries(new Subject("table/a")))
                .isFalse();
    }

    @Test
    void knowsThatRowsWithSlashesAreRowsOfTheirOwn() {
        assertThat(Channel.of("organization/acme/table/a/row/1").carries(new Subject("table/a/row/1/2")))
                .isFalse();
    }

    @Test
    void isFoundUnderExactlyThePathsThatCarryASubject() {
        for (var path : PATHS) {
            var paths = Channel.pathsThatCarry(new Subject(path));
            for (var other : PATHS) {
                var channel = Channel.of("organization/acme/" + other);
                assertThat(paths.contains(other))
                        .as("%s on %s", path, other)
                        .isEqualTo(channel.carries(new Subject(path)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization/acme", "organization/acme/table/a", "organization/acme/table/a/row/1/2 ü"})
    void printsWhatItParsed(String text) {
        assertThat(Channel.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "organization",
                "organization/",
                "organization/acme/",
                "organization/acme/table",
                "organization/acme/table/",
                "organization/acme/table/a/row/",
                "organization/acme/table/a/b",
                "organization/acme//a",
                "table/a",
                "organization/a b"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Channel.of(text)).isInstanceOf(InvalidId.class);
    }
}
