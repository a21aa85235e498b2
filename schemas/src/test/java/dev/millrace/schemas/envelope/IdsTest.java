package dev.millrace.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "a.b_c-d", "0"})
    void takesIdsOfThePattern(String id) {
        assertThat(new OrganizationId(id).value()).isEqualTo(id).matches(Ids.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "_", "a b", "ä", "a/b", "a\n", "a\0", "*"})
    void refusesOtherIds(String id) {
        assertThatExceptionOfType(Ids.InvalidId.class).isThrownBy(() -> new TableId(id));
        assertThat(id).doesNotMatch(Ids.PATTERN);
    }

    @Test
    void takesIdsOfUpTo128Characters() {
        assertThat(new TableId("a".repeat(128)).value()).hasSize(128);
        assertThatExceptionOfType(Ids.InvalidId.class).isThrownBy(() -> new TableId("a".repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a/b", "ü🔑", "~", "\n"})
    void takesAnyTextAsARowId(String id) {
        assertThat(new RowId(id).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0", "\ud800", "\udc00\ud800"})
    void refusesARowIdThatCannotBeStored(String id) {
        assertThatExceptionOfType(Ids.InvalidId.class).isThrownBy(() -> new RowId(id));
    }

    @Test
    void countsTheBytesOfARowId() {
        assertThat(new RowId("ä".repeat(128)).value()).hasSize(128);
        assertThatExceptionOfType(Ids.InvalidId.class).isThrownBy(() -> new RowId("ä".repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "0197a000000070008000000000000001",
                "1-00000000001-000-000-00000000000000",
                "0197a000-0000-7000-8000-00000000000g",
                "{0197a000-0000-7000-8000-0000000000}"
            })
    void refusesACommandIdThatIsNoUuid(String id) {
        assertThatExceptionOfType(Ids.InvalidId.class).isThrownBy(() -> CommandId.of(id));
    }

    @Test
    void takesACommandIdInUpperCase() {
        // when
        var id = CommandId.of("0197A000-0000-7000-8000-00000000000F");
        // then
        assertThat(id).hasToString("0197a000-0000-7000-8000-00000000000f");
    }
}
