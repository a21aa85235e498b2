package dev.millrace.command.table;

import static dev.millrace.command.CommandFixtures.ISSUES;
import static dev.millrace.command.CommandFixtures.json;
import static dev.millrace.command.CommandFixtures.organization;
import static dev.millrace.command.CommandFixtures.table;
import static dev.millrace.schemas.ErrorCode.INCOMPATIBLE_SCHEMA;
import static dev.millrace.schemas.ErrorCode.INVALID_SCHEMA;
import static dev.millrace.schemas.ErrorCode.TABLE_EXISTS;
import static dev.millrace.schemas.ErrorCode.TABLE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.table.TableCommand.ChangeTableSchema;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableCommand.DropTable;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import dev.millrace.schemas.table.TableEvent.TableDropped;
import dev.millrace.schemas.table.TableEvent.TableSchemaChanged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    @Test
    void isDefinedOnceWithItsIdAsTitle() {
        // given
        var fixture = organization();
        // when
        var defined = fixture.when(new DefineTable(ISSUES, null, null));
        var again = fixture.when(new DefineTable(ISSUES, "Other", json("{}")));
        // then
        assertThat(defined.events()).containsExactly(new TableDefined(ISSUES, "issues", JsonObject.empty()));
        assertThat(again.code()).isEqualTo(TABLE_EXISTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string'}",
                "{'type':'objekt'}",
                "{'type':12}",
                "{'properties':[]}",
                "{'properties':{'a':{'minLength':-1}}}",
                "{'properties':{'a':{'pattern':'('}}}",
                "{'patternProperties':{'[':{}}}",
                "{'properties':{'a':{'$ref':'https://example.com/a.json'}}}",
                "{'properties':{'a':{'$ref':'other.json'}}}",
                "{'properties':{'a':{'$ref':'#/$defs/none'}}}",
                "{'$ref':'#'}",
                "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'allOf':[{'$ref':'#/$defs/a'}]}}}",
                "{'$id':'https://example.com/'}",
                "{'$schema':'http://json-schema.org/draft-07/schema#'}",
            })
    void refusesWhatIsNoSchemaForRows(String schema) {
        // given
        var fixture = organization();
        // when
        var result = fixture.when(new DefineTable(ISSUES, null, json(schema)));
        // then
        assertThat(result.code()).isEqualTo(INVALID_SCHEMA);
        assertThat(result.pointers()).isNotEmpty().allMatch(pointer -> pointer.startsWith("/data/schema"));
    }

    @Test
    void refusesASchemaThatIsTooLargeOrTooDeep() {
        // given
        var fixture = organization();
        var large = json("{'description':'" + "x".repeat(70_000) + "'}");
        var deep = json("{'not':".repeat(80) + "{}" + "}".repeat(80));
        // when
        var first = fixture.when(new DefineTable(ISSUES, null, large));
        var second = fixture.when(new DefineTable(ISSUES, null, deep));
        // then
        assertThat(first.code()).isEqualTo(INVALID_SCHEMA);
        assertThat(second.code()).isEqualTo(INVALID_SCHEMA);
    }

    @Test
    void allowsASchemaThatRefersToItselfFurtherDown() {
        // given
        var fixture = organization();
        // when
        var tree = fixture.when(new DefineTable(
                ISSUES, null, json("{'type':'object','properties':{'children':{'items':{'$ref':'#'}}}}")));
        // then
        assertThat(tree.accepted()).isTrue();
    }

    @Test
    void changesItsSchemaOnlyWhereNoRowCouldBreakOrByForce() {
        // given
        var fixture = table("{'properties':{'n':{'type':'integer'}}}");
        var wider = json("{'properties':{'n':{'type':'number'}}}");
        var narrower = json("{'properties':{'n':{'type':'number','minimum':0}}}");
        // when
        var same = fixture.when(new ChangeTableSchema(ISSUES, json("{'properties':{'n':{'type':'integer'}}}"), null));
        var widened = fixture.when(new ChangeTableSchema(ISSUES, wider, null));
        var narrowed = fixture.when(new ChangeTableSchema(ISSUES, narrower, false));
        var forced = fixture.when(new ChangeTableSchema(ISSUES, narrower, true));
        // then
        assertThat(same.events()).isEmpty();
        assertThat(widened.events()).containsExactly(new TableSchemaChanged(ISSUES, wider));
        assertThat(narrowed.code()).isEqualTo(INCOMPATIBLE_SCHEMA);
        assertThat(narrowed.pointers()).containsExactly("/data/schema/properties/n/minimum");
        assertThat(forced.events()).containsExactly(new TableSchemaChanged(ISSUES, narrower));
    }

    @Test
    void isGoneOnceItIsDropped() {
        // given
        var fixture = table("{}");
        // when
        var dropped = fixture.when(new DropTable(ISSUES));
        var again = fixture.when(new DropTable(ISSUES));
        var changed = fixture.when(new ChangeTableSchema(ISSUES, json("{}"), true));
        var anew = fixture.when(new DefineTable(ISSUES, null, null), 0L);
        // then
        assertThat(dropped.events()).containsExactly(new TableDropped(ISSUES));
        assertThat(again.code()).isEqualTo(TABLE_NOT_FOUND);
        assertThat(changed.code()).isEqualTo(TABLE_NOT_FOUND);
        assertThat(anew.records().getFirst().entityVersion()).isEqualTo(3);
    }
}
