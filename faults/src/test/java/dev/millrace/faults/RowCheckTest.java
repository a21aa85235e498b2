package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.envelope.RawJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowCheckTest {

    private static final List<LoggedEvent> LOG = List.of(
            event(1, "table.defined", "table/things", "{}"),
            event(2, "row.written", "table/things/row/a", "{\"data\":{\"name\":\"x\"}}"),
            event(3, "row.written", "table/things/row/b", "{\"data\":{\"name\":\"y\"}}"),
            event(4, "row.written", "table/things/row/a", "{\"data\":{\"name\":\"z\"}}"),
            event(5, "row.deleted", "table/things/row/b", "{}"));

    @Test
    void findsNothingInTheRowsThatTheLogMakes() {
        // when
        var differences = RowCheck.differences(List.of(row("a", "z")), LOG);
        // then
        assertThat(differences).isEmpty();
    }

    @Test
    void findsARowThatIsMissing() {
        // when
        var differences = RowCheck.differences(List.of(), LOG);
        // then
        assertThat(differences).singleElement().asString().contains("row a", "null");
    }

    @Test
    void findsARowThatIsOld() {
        // when
        var differences = RowCheck.differences(List.of(row("a", "x")), LOG);
        // then
        assertThat(differences).singleElement().asString().contains("row a");
    }

    @Test
    void findsARowThatWasDeleted() {
        // when
        var differences = RowCheck.differences(List.of(row("a", "z"), row("b", "y")), LOG);
        // then
        assertThat(differences).singleElement().asString().contains("row b");
    }

    private static String row(String id, String name) {
        return "{\"row\":\"%s\",\"data\":{\"name\":\"%s\"}}".formatted(id, name);
    }

    private static LoggedEvent event(long sequence, String type, String subject, String data) {
        return new LoggedEvent(
                sequence, type, subject, "id-" + sequence, "2026-01-01T00:00:00Z", "anna", "c", "", RawJson.of(data));
    }
}
