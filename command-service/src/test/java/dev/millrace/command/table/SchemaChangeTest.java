package dev.millrace.command.table;

import static dev.millrace.command.CommandFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.command.processing.Effort;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'title':'a'}|{'title':'b','description':'c','x-order':1}",
                "{'type':'object'}|{}",
                "{'properties':{'a':{'type':'integer'}}}|{'properties':{'a':{'type':'number'}}}",
                "{'properties':{'a':{'type':'integer'}}}|{'properties':{'a':{'type':['string','integer']}}}",
                "{'properties':{'a':{'type':'string'}}}|{'properties':{}}",
                "{'additionalProperties':false,'properties':{'a':{}}}"
                        + "|{'additionalProperties':false,'properties':{'a':{},'b':{'type':'string'}}}",
                "{'additionalProperties':false,'properties':{'a':{}}}|{'properties':{'a':{}}}",
                "{'additionalProperties':{'type':'integer'}}"
                        + "|{'additionalProperties':{'type':'number'},'properties':{'b':{'type':'number'}}}",
                "{'properties':{'a':{}},'additionalProperties':{'type':'string'}}|{'properties':{'a':{},'b':{'type':'string'}}}",
                "{'required':['a','b']}|{'required':['b']}",
                "{'properties':{'a':{'minimum':2,'maximum':5}}}|{'properties':{'a':{'minimum':1.5,'exclusiveMaximum':6}}}",
                "{'properties':{'a':{'exclusiveMinimum':2}}}|{'properties':{'a':{'minimum':2}}}",
                "{'properties':{'a':{'minLength':2,'maxLength':5}}}|{'properties':{'a':{'minLength':1,'maxLength':6}}}",
                "{'properties':{'a':{'enum':['x','y']}}}|{'properties':{'a':{'enum':['z','y','x']}}}",
                "{'properties':{'a':{'const':'x'}}}|{'properties':{'a':{'enum':['x','y'],'type':'string'}}}",
                "{'properties':{'a':{'multipleOf':10}}}|{'properties':{'a':{'multipleOf':5}}}",
                "{'properties':{'a':{'type':'string'}}}|{'properties':{'a':{'type':'string','minimum':3}}}",
                "{'properties':{'a':{'items':{'type':'integer'}}}}|{'properties':{'a':{'items':{'type':'number'}}}}",
                "{'properties':{'a':{'prefixItems':[{'const':1}],'items':{'enum':[1,2]}}}}"
                        + "|{'properties':{'a':{'items':{'enum':[1,2]}}}}",
                "{'properties':{'a':{'uniqueItems':true}}}|{'properties':{'a':{'uniqueItems':false}}}",
                "{'properties':{'a':{'anyOf':[{'type':'string'}]}}}|{'properties':{'a':{'anyOf':[{'type':'null'},{'type':'string'}]}}}",
                "{'properties':{'a':{'type':'string'}}}|{'properties':{'a':{'anyOf':[{'type':'null'},{'type':'string'}]}}}",
                "{'properties':{'a':{'allOf':[{'type':'string'},{'maxLength':3}]}}}|{'properties':{'a':{'allOf':[{'maxLength':4}]}}}",
                "{'$defs':{'n':{'type':'integer'}},'properties':{'a':{'$ref':'#/$defs/n'}}}"
                        + "|{'$defs':{'n':{'type':'number'}},'properties':{'a':{'$ref':'#/$defs/n'}}}",
                "{'properties':{'c':{'$ref':'#'},'n':{'type':'integer'}}}|{'properties':{'c':{'$ref':'#'},'n':{'type':'number'}}}",
                "{'properties':{'a':{'not':{'type':'string'}}}}|{'properties':{'a':{'not':{'type':'string'}},'b':true}}",
                "{'properties':{'a':{'pattern':'^x'}}}|{'properties':{'a':{'pattern':'^x'}}}",
                "{'patternProperties':{'^x':{'type':'integer'}}}|{'patternProperties':{'^x':{'type':'number'}}}",
                "{'properties':{'a':false}}|{'properties':{'a':{'type':'string'}}}",
                "{'dependentRequired':{'a':['b','c']}}|{'dependentRequired':{'a':['b']}}",
                "{'properties':{'a':{'format':'email'}}}|{'properties':{'a':{'format':'uri'}}}",
            })
    void allowsWhatIsAsWideOrWider(String before, String after) {
        assertThat(breaking(before, after)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|{'properties':{'a':{'type':'string'}}}|/properties/a/type",
                "{}|{'required':['a']}|/required",
                "{}|{'additionalProperties':false}|/additionalProperties",
                "{'properties':{'a':{}}}|{'properties':{'a':{}},'additionalProperties':false}|/additionalProperties",
                "{'properties':{'a':{},'b':{}},'additionalProperties':false}"
                        + "|{'properties':{'a':{}},'additionalProperties':false}|/additionalProperties",
                "{'properties':{'a':{'type':'number'}}}|{'properties':{'a':{'type':'integer'}}}|/properties/a/type",
                "{'properties':{'a':{'type':['string','null']}}}|{'properties':{'a':{'type':'string'}}}|/properties/a/type",
                "{'properties':{'a':{'enum':['x','y']}}}|{'properties':{'a':{'enum':['x']}}}|/properties/a/enum",
                "{'properties':{'a':{'type':'string'}}}|{'properties':{'a':{'enum':['x']}}}|/properties/a/enum",
                "{'properties':{'a':{'minimum':1}}}|{'properties':{'a':{'minimum':2}}}|/properties/a/minimum",
                "{'properties':{'a':{'minimum':1}}}|{'properties':{'a':{'exclusiveMinimum':1}}}|/properties/a/exclusiveMinimum",
                "{'properties':{'a':{'maxLength':5}}}|{'properties':{'a':{'maxLength':4}}}|/properties/a/maxLength",
                "{'properties':{'a':{'multipleOf':5}}}|{'properties':{'a':{'multipleOf':10}}}|/properties/a/multipleOf",
                "{'properties':{'a':{'pattern':'^x'}}}|{'properties':{'a':{'pattern':'^y'}}}|/properties/a/pattern",
                "{'properties':{'a':{'items':{'type':'number'}}}}|{'properties':{'a':{'items':{'type':'integer'}}}}"
                        + "|/properties/a/items/type",
                "{'properties':{'a':{'items':{'type':'integer'}}}}|{'properties':{'a':{'prefixItems':[{'type':'string'}]}}}"
                        + "|/properties/a/prefixItems/0/type",
                "{'properties':{'a':{'anyOf':[{'type':'null'},{'type':'string'}]}}}|{'properties':{'a':{'anyOf':[{'type':'string'}]}}}"
                        + "|/properties/a/anyOf",
                "{'properties':{'a':{'oneOf':[{'type':'string'}]}}}"
                        + "|{'properties':{'a':{'oneOf':[{'type':'string'},{'maxLength':3}]}}}|/properties/a/oneOf",
                "{'properties':{'a':{'not':{'maxLength':3}}}}|{'properties':{'a':{'not':{'maxLength':4}}}}|/properties/a/not",
                "{'$defs':{'n':{'type':'number'}},'properties':{'a':{'$ref':'#/$defs/n'}}}"
                        + "|{'$defs':{'n':{'type':'integer'}},'properties':{'a':{'$ref':'#/$defs/n'}}}|/properties/a/$ref",
                "{'$defs':{'n':{'type':'number'}},'not':{'$ref':'#/$defs/n'}}"
                        + "|{'$defs':{'n':{'type':['number','object']}},'not':{'$ref':'#/$defs/n'}}|/not",
                "{'properties':{'xa':{'type':'string'}}}|{'patternProperties':{'^x':{'type':'integer'}}}|/patternProperties/^x/type",
                "{'patternProperties':{'^x':{'type':'string'}}}|{'properties':{'xa':{'type':'integer'}}}|/properties/xa/type",
                "{}|{'propertyNames':{'maxLength':3}}|/propertyNames",
                "{}|{'unevaluatedProperties':false}|/unevaluatedProperties",
                "{'if':{'required':['a']}}|{'if':{'required':['a']},'then':{'required':['b']}}|/if",
                "{}|{'dependencies':{'a':['b']}}|/dependencies",
                "{'properties':{'a':{}}}|{'properties':{'a':false}}|/properties/a",
            })
    void pointsAtWhatCouldRefuseARow(String before, String after, String pointer) {
        assertThat(breaking(before, after)).extracting(FieldError::pointer).contains(pointer);
    }

    @Test
    void givesUpOnWhatMultiplies() {
        // given
        var before = nested("string", 40);
        var after = nested("integer", 40);
        // then
        assertThat(breaking(before, after)).isNotEmpty();
    }

    @Test
    void givesUpOnAPatternThatExplodes() {
        // given
        var pattern = "'patternProperties':{'^(.*?,){25}P':{}}";
        var name = IntStream.rangeClosed(1, 36).mapToObj(String::valueOf).collect(Collectors.joining(","));
        // when
        var errors = breaking("{" + pattern + "}", "{" + pattern + ",'properties':{'" + name + "':{'type':'string'}}}");
        // then
        assertThat(errors).extracting(FieldError::detail).containsExactly("The change is too complicated to compare");
    }

    private static String nested(String type, int depth) {
        var schema = "{'type':'" + type + "'}";
        for (int i = 0; i < depth; i++) {
            schema = "{'anyOf':[" + schema + ",{'allOf':[{'const':" + i + "}," + "{'minimum':" + i + "}]}]}";
        }
        return "{'properties':{'a':" + schema + "}}";
    }

    private static List<FieldError> breaking(String before, String after) {
        return SchemaChange.breaking(json(before), json(after), "", new Effort());
    }
}
