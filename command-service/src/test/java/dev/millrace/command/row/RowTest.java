package dev.millrace.command.row;

import static dev.millrace.command.CommandFixtures.FIRST;
import static dev.millrace.command.CommandFixtures.ISSUES;
import static dev.millrace.command.CommandFixtures.json;
import static dev.millrace.command.CommandFixtures.organization;
import static dev.millrace.command.CommandFixtures.table;
import static dev.millrace.schemas.ErrorCode.ROW_INVALID;
import static dev.millrace.schemas.ErrorCode.ROW_NOT_FOUND;
import static dev.millrace.schemas.ErrorCode.TABLE_NOT_FOUND;
import static dev.millrace.schemas.ErrorCode.TOO_LARGE;
import static dev.millrace.schemas.ErrorCode.VERSION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.command.processing.EntityFixture;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.row.RowCommand.DeleteRow;
import dev.millrace.schemas.row.RowCommand.PatchRow;
import dev.millrace.schemas.row.RowCommand.PutRow;
import dev.millrace.schemas.row.RowEvent.RowDeleted;
import dev.millrace.schemas.row.RowEvent.RowPatched;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableCommand.DropTable;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final String TITLED =
            "{'type':'object','properties':{'title':{'type':'string','maxLength':10}},'required':['title']}";

    private static EntityFixture row() {
        return table(TITLED).given(new PutRow(ISSUES, FIRST, json("{'title':'a','n':1.50}")));
    }

    @Test
    void isWrittenIfItsTableAllowsIt() {
        // given
        var fixture = table(TITLED);
        // when
        var good = fixture.when(new PutRow(ISSUES, FIRST, json("{'title':'a'}")));
        var bad = fixture.when(new PutRow(ISSUES, new RowId("2"), json("{'title':12}")));
        // then
        assertThat(good.events()).containsExactly(new RowWritten(ISSUES, FIRST, json("{'title':'a'}")));
        assertThat(bad.code()).isEqualTo(ROW_INVALID);
        assertThat(bad.pointers()).containsExactly("/data/data/title");
    }

    @Test
    void keepsEveryDigitOfANumber() {
        // given
        var fixture = table("{}");
        // when
        var written = fixture.when(new PutRow(ISSUES, FIRST, json("{'n':12345678901234567890.123456789000}")));
        // then
        assertThat(written.records().getFirst().data().toString()).contains("12345678901234567890.123456789000");
    }

    @Test
    void needsItsTable() {
        // given
        var fixture = organization();
        // when
        var put = fixture.when(new PutRow(ISSUES, FIRST, json("{}")));
        var patch = fixture.when(new PatchRow(ISSUES, FIRST, json("{}")));
        var delete = fixture.when(new DeleteRow(ISSUES, FIRST));
        // then
        assertThat(put.code()).isEqualTo(TABLE_NOT_FOUND);
        assertThat(patch.code()).isEqualTo(TABLE_NOT_FOUND);
        assertThat(delete.code()).isEqualTo(TABLE_NOT_FOUND);
    }

    @Test
    void isNotWrittenAgainWithTheSameData() {
        // given
        var fixture = row();
        // when
        var same = fixture.when(new PutRow(ISSUES, FIRST, json("{'n':1.50,'title':'a'}")));
        var other = fixture.when(new PutRow(ISSUES, FIRST, json("{'title':'b'}")));
        // then
        assertThat(same.accepted()).isTrue();
        assertThat(same.events()).isEmpty();
        assertThat(other.records().getFirst().entityVersion()).isEqualTo(2);
    }

    @Test
    void isPatchedAsAWholeThatMustBeValid() {
        // given
        var fixture = row();
        // when
        var good = fixture.when(new PatchRow(ISSUES, FIRST, json("{'n':null,'done':true}")));
        var bad = fixture.when(new PatchRow(ISSUES, FIRST, json("{'title':'much too long'}")));
        var missing = fixture.when(new PatchRow(ISSUES, new RowId("2"), json("{}")));
        // then
        assertThat(good.events())
                .containsExactly(new RowPatched(
                        ISSUES, FIRST, json("{'n':null,'done':true}"), json("{'title':'a','done':true}")));
        assertThat(bad.code()).isEqualTo(ROW_INVALID);
        assertThat(bad.pointers()).containsExactly("/data/patch/title");
        assertThat(missing.code()).isEqualTo(ROW_NOT_FOUND);
    }

    @Test
    void continuesItsVersionsAfterItWasDeleted() {
        // given
        var fixture = row();
        // when
        var deleted = fixture.when(new DeleteRow(ISSUES, FIRST));
        var again = fixture.when(new DeleteRow(ISSUES, FIRST));
        var stale = fixture.when(new PutRow(ISSUES, FIRST, json("{'title':'b'}")), 2L);
        var anew = fixture.when(new PutRow(ISSUES, FIRST, json("{'title':'b'}")), 0L);
        // then
        assertThat(deleted.events()).containsExactly(new RowDeleted(ISSUES, FIRST));
        assertThat(again.code()).isEqualTo(ROW_NOT_FOUND);
        assertThat(stale.code()).isEqualTo(VERSION_CONFLICT);
        assertThat(anew.records().getFirst().entityVersion()).isEqualTo(3);
    }

    @Test
    void goesWithItsTable() {
        // given
        var fixture = row().given(new DropTable(ISSUES), new DefineTable(ISSUES, null, null));
        // when
        var patch = fixture.when(new PatchRow(ISSUES, FIRST, json("{'x':1}")));
        var anew = fixture.when(new PutRow(ISSUES, FIRST, json("{'title':'a','n':1.50}")), 0L);
        var patched = fixture.when(new PatchRow(ISSUES, FIRST, json("{'x':1}")), 2L);
        // then
        assertThat(patch.code()).isEqualTo(ROW_NOT_FOUND);
        assertThat(anew.records().getFirst().entityVersion()).isEqualTo(2);
        assertThat(patched.accepted()).isTrue();
    }

    @Test
    void ofABatchSeesTheCommandsBeforeIt() {
        // given
        var fixture = organization();
        // when
        var result = fixture.whenBatch(
                new DefineTable(ISSUES, null, json(TITLED)),
                new PutRow(ISSUES, FIRST, json("{'title':'a'}")),
                new PatchRow(ISSUES, FIRST, json("{'title':'b'}")));
        // then
        assertThat(result.events()).hasSize(3);
        assertThat(result.records().getLast().entityVersion()).isEqualTo(2);
        assertThat(((Outcome.Accepted) result.outcome()).firstSequence()).isEqualTo(2);
        assertThat(((Outcome.Accepted) result.outcome()).lastSequence()).isEqualTo(4);
    }

    @Test
    void ofARefusedBatchDoesNotExist() {
        // given
        var fixture = table(TITLED);
        // when
        var batch = fixture.whenBatch(
                new PutRow(ISSUES, FIRST, json("{'title':'a'}")), new PutRow(ISSUES, new RowId("2"), json("{}")));
        var patch = fixture.when(new PatchRow(ISSUES, FIRST, json("{'title':'b'}")));
        // then
        assertThat(batch.code()).isEqualTo(ROW_INVALID);
        assertThat(((Outcome.Rejected) batch.outcome()).index()).isEqualTo(1);
        assertThat(patch.code()).isEqualTo(ROW_NOT_FOUND);
    }

    @Test
    void isRefusedWhereAPatternWouldTakeForEver() {
        // given
        var fixture = table("{'properties':{'a':{'pattern':'^(a+)+$'}}}");
        // when
        var result = fixture.when(new PutRow(ISSUES, FIRST, json("{'a':'" + "a".repeat(60) + "!'}")));
        // then
        assertThat(result.code()).isEqualTo(ROW_INVALID);
    }

    @Test
    void isRefusedWhereManyPatternsTogetherWouldTakeForEver() {
        // given
        var schema = "{'properties':{'a':{'items':{'not':{'pattern':'(.*)(.*)(.*)(.*)(.*)y'}}}}}";
        var fixture = table(schema).given(new PutRow(ISSUES, FIRST, rowOf(50)));
        // when
        var large = fixture.when(new PutRow(ISSUES, FIRST, rowOf(47_000)));
        var batch = fixture.whenBatch(Stream.iterate(1, number -> number + 1)
                .limit(100)
                .map(number -> new PutRow(ISSUES, new RowId("r" + number), rowOf(20)))
                .toArray(DomainCommand[]::new));
        // then
        assertThat(large.code()).isEqualTo(ROW_INVALID);
        assertThat(batch.code()).isEqualTo(ROW_INVALID);
        assertThat(((Outcome.Rejected) batch.outcome()).index()).isBetween(2, 50);
    }

    /** Each text takes that pattern some hundred thousand looks before it finds nothing. */
    private static JsonObject rowOf(int texts) {
        return json("{'a':[" + String.join(",", Collections.nCopies(texts, "'aaaaaaaaaaaaaaa'")) + "]}");
    }

    @Test
    void ofALargeBatchIsCheckedAsUsual() {
        // given
        var fixture = table(TITLED);
        // when
        var result = fixture.whenBatch(Stream.iterate(1, number -> number + 1)
                .limit(10_000)
                .map(number -> new PutRow(ISSUES, new RowId("r" + number), json("{'title':'a'}")))
                .toArray(DomainCommand[]::new));
        // then
        assertThat(result.accepted()).isTrue();
    }

    @Test
    void isNotPatchedSoOftenInABatchThatItsEventsFillTheMemory() {
        // given
        var text = "x".repeat(900_000);
        var fixture = table("{}").given(new PutRow(ISSUES, FIRST, json("{'a':'" + text + "'}")));
        // when
        var result = fixture.whenBatch(Stream.iterate(1, number -> number + 1)
                .limit(500)
                .map(number -> new PatchRow(ISSUES, FIRST, json("{'n':" + number + "}")))
                .toArray(DomainCommand[]::new));
        // then
        assertThat(result.code()).isEqualTo(TOO_LARGE);
        assertThat(((Outcome.Rejected) result.outcome()).index()).isEqualTo(18);
    }

    @Test
    void cannotGrowBeyondARecord() {
        // given
        var fixture = table("{}").given(new PutRow(ISSUES, FIRST, json("{}")));
        var text = "x".repeat(3 * 1024 * 1024);
        // when
        var first = fixture.when(new PatchRow(ISSUES, FIRST, json("{'a':'" + text + "'}")));
        var second = fixture.when(new PatchRow(ISSUES, FIRST, json("{'b':'" + text + "'}")));
        // then
        assertThat(first.accepted()).isTrue();
        assertThat(second.code()).isEqualTo(TOO_LARGE);
    }
}
