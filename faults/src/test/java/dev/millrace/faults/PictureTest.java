package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.envelope.RawJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {

    private final Picture before = Picture.of("acme", List.of(event("{\"name\":\"a\"}")), List.of("{\"row\":\"1\"}"));

    @Test
    void findsNothingWhenARebuildIsTheSame() {
        // given
        var after = Picture.of("acme", List.of(event("{\"name\":\"a\"}")), List.of("{\"row\":\"1\"}"));
        // when
        var differences = before.differences(after);
        // then
        assertThat(differences).isEmpty();
    }

    @Test
    void findsARebuiltLogWithOtherData() {
        // given
        var after = Picture.of("acme", List.of(event("{\"name\":\"b\"}")), List.of("{\"row\":\"1\"}"));
        // when
        var differences = before.differences(after);
        // then
        assertThat(differences).singleElement().asString().contains("acme", "log");
    }

    @Test
    void findsARowThatARebuildDoesNotMake() {
        // given
        var after = Picture.of("acme", List.of(event("{\"name\":\"a\"}")), List.of());
        // when
        var differences = before.differences(after);
        // then
        assertThat(differences).singleElement().asString().contains("acme", "rows");
    }

    private static LoggedEvent event(String data) {
        return new LoggedEvent(
                1, "row.put", "table/things/row/1", "e", "2026-01-01T00:00:00Z", "dev", "c", "00", RawJson.of(data));
    }
}
