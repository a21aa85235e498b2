package dev.millrace.platform.command;

import static dev.millrace.platform.command.DoorFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandValidationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MALFORMED_JSON|         |{",
                "MALFORMED_JSON|         |{}{}",
                "MALFORMED_JSON|         |` `",
                "MALFORMED_JSON|         |nul",
                "MALFORMED_JSON|         |{\"type\":\"a\",\"type\":\"b\"}",
                "INVALID_REQUEST||[]",
                "INVALID_REQUEST|/type /data|{}",
                "INVALID_REQUEST|/type /data|{\"type\":1,\"data\":[]}",
                "INVALID_REQUEST|/more|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"},\"more\":1}",
                "INVALID_REQUEST|/a~1b~0c|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"},\"a/b~c\":1}",
                "INVALID_REQUEST|/expectedVersion|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"},\"expectedVersion\":-1}",
                "INVALID_REQUEST|/expectedVersion|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"},\"expectedVersion\":1.0}",
                "INVALID_REQUEST|/expectedVersion|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"},\"expectedVersion\":1e400}",
                "INVALID_REQUEST|/expectedVersion|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"},\"expectedVersion\":null}",
                "INVALID_ID|/id|{\"id\":\"7\",\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}}",
                "INVALID_ID|/id|{\"id\":\"1-00000000001-000-000-00000000000000\",\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}}",
                "INVALID_REQUEST|/id|{\"id\":7,\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}}",
                "UNKNOWN_COMMAND_TYPE|/type|{\"type\":\"table.explode\",\"data\":{}}",
                "UNKNOWN_COMMAND_TYPE|/type|{\"type\":\"millrace.batch\",\"data\":{\"commands\":[]}}",
                "INVALID_REQUEST|/data/table|{\"type\":\"table.drop\",\"data\":{}}",
                "INVALID_REQUEST|/data/table|{\"type\":\"table.drop\",\"data\":{\"table\":7}}",
                "INVALID_REQUEST|/data/table|{\"type\":\"table.drop\",\"data\":{\"table\":null}}",
                "INVALID_ID|/data/table|{\"type\":\"table.drop\",\"data\":{\"table\":\"a b\"}}",
                "INVALID_ID|/data/table|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\\n\"}}",
                "INVALID_ID|/data/table|{\"type\":\"table.drop\",\"data\":{\"table\":\"\"}}",
                "INVALID_ID|/data/row|{\"type\":\"row.delete\",\"data\":{\"table\":\"t\",\"row\":\"\"}}",
                "INVALID_REQUEST|/data/table /data/row|{\"type\":\"row.delete\",\"data\":{\"table\":\"a b\",\"row\":1}}",
                "INVALID_REQUEST|/data/extra|{\"type\":\"table.drop\",\"data\":{\"table\":\"t\",\"extra\":1}}",
                "INVALID_REQUEST|/data/name|{\"type\":\"organization.create\",\"data\":{\"name\":\"\"}}",
                "UNSTORABLE_VALUE|/data/data/a|{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":\"\\u0000\"}}}",
                "UNSTORABLE_VALUE|/data/data|{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"\\u0000\":1}}}",
                "UNSTORABLE_VALUE|/data/data/a/1|{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":[1,\"\\ud800\"]}}}",
                "UNSTORABLE_VALUE|/data/data/a|{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":1e309}}}",
                "UNSTORABLE_VALUE|/data/data/a|{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":1.8e308}}}",
                "UNSTORABLE_VALUE|/data/data/a|{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":-1e999999999}}}",
                "UNSTORABLE_VALUE|/data/data/a|{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":1e-400}}}",
                "UNSTORABLE_VALUE||{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":1e-4009999999999999}}}",
                "INVALID_REQUEST|/data/mappings/0/row|{\"type\":\"webhook-source.change-mappings\",\"data\":{\"source\":\"s\",\"mappings\":[{\"event\":\"*\",\"table\":\"t\",\"row\":\"id\"}]}}",
                "INVALID_ID|/data/mappings/0/table|{\"type\":\"webhook-source.change-mappings\",\"data\":{\"source\":\"s\",\"mappings\":[{\"event\":\"*\",\"table\":\" \",\"row\":\"/id\"}]}}",
                "INVALID_REQUEST|/data/mappings/0/fields/a|{\"type\":\"webhook-source.change-mappings\",\"data\":{\"source\":\"s\",\"mappings\":[{\"event\":\"*\",\"table\":\"t\",\"row\":\"/id\",\"fields\":{\"a\":\"/~2\"}}]}}",
            })
    void saysWhatIsWrongAndWhere(ErrorCode code, String pointers, String body) {
        // given
        var fixture = DoorFixture.open();
        // when
        var problem = problemOf(() -> fixture.submit(body)).orElseThrow();
        // then
        assertThat(problem.code()).isEqualTo(code);
        if (pointers != null) {
            assertThat(problem.errors().stream().map(FieldError::pointer))
                    .containsExactlyInAnyOrder(pointers.split(" "));
        }
        assertThat(fixture.producer.history()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INVALID_REQUEST|/commands|{\"commands\":[]}",
                "INVALID_REQUEST|/commands|{}",
                "INVALID_REQUEST|/commands/0|{\"commands\":[1]}",
                "INVALID_REQUEST|/commands/0/id|{\"commands\":[{\"id\":\"1\",\"type\":\"table.define\",\"data\":{}}]}",
                "UNKNOWN_COMMAND_TYPE|/commands/1/type|{\"commands\":[{\"type\":\"table.define\",\"data\":{}},{\"type\":\"x\",\"data\":{}}]}",
                "INVALID_REQUEST|/commands/0/data/table /commands/1/type|{\"commands\":[{\"type\":\"table.drop\",\"data\":{}},{\"type\":\"x\",\"data\":{}}]}",
            })
    void namesTheCommandOfABatch(ErrorCode code, String pointers, String body) {
        // given
        var fixture = DoorFixture.open();
        // when
        var problem = problemOf(() -> fixture.submitBatch(body)).orElseThrow();
        // then
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.errors().stream().map(FieldError::pointer)).containsExactlyInAnyOrder(pointers.split(" "));
        assertThat(fixture.producer.history()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"1.7976931348623157e308", "4.9e-324", "-0.0", "123456789012345678901234567890.5", "0e5"})
    void takesEveryNumberThatADoubleCanHold(String number) {
        // given
        var body = "{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"n\":%s}}}".formatted(number);
        // when
        var problem = problemOf(() -> DoorFixture.open().submit(body));
        // then
        assertThat(problem).isEmpty();
    }

    @Test
    void refusesANumberWithTooManyDigits() {
        // given
        var body =
                "{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"n\":0.%s}}}".formatted("1".repeat(1001));
        // when
        var problem = problemOf(() -> DoorFixture.open().submit(body)).orElseThrow();
        // then
        assertThat(problem.code()).isEqualTo(ErrorCode.UNSTORABLE_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"98, true", "99, false", "400, false", "600, false", "100000, false"})
    void refusesNestingWithoutEnd(int depth, boolean taken) {
        // given: data, its member data and then so many arrays
        var body = "{\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{\"a\":%s%s}}}"
                .formatted("[".repeat(depth), "]".repeat(depth));
        // when
        var problem = problemOf(() -> DoorFixture.open().submit(body));
        // then
        assertThat(problem.map(Problem::code))
                .isEqualTo(taken ? Optional.empty() : Optional.of(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void refusesARowIdOfTooManyBytes() {
        // given
        var body = "{\"type\":\"row.delete\",\"data\":{\"table\":\"t\",\"row\":\"%s\"}}".formatted("ä".repeat(129));
        // when
        var problem = problemOf(() -> DoorFixture.open().submit(body)).orElseThrow();
        // then
        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_ID);
        assertThat(problem.errors().stream().map(FieldError::pointer)).containsExactly("/data/row");
    }

    @Test
    void keepsTheAnswerSmallHoweverMuchIsWrong() {
        // given
        var names = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            names.append(",\"").append("x".repeat(100)).append(i).append("\":1");
        }
        var body = "{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}%s}".formatted(names);
        // when
        var problem = problemOf(() -> DoorFixture.open().submit(body)).orElseThrow();
        // then
        assertThat(problem.errors()).hasSize(100);
    }

    /** 0xff is nowhere in UTF-8, and 0xc1 0xa1 is an overlong a, which a lenient reader would take for one. */
    @ParameterizedTest
    @CsvSource({"0xff, 0x78", "0xc1, 0xa1"})
    void readsBytesThatAreNoUtf8AsMalformed(int first, int second) {
        // given
        var body = utf8("{\"type\":\"tablex.drop\"}");
        body[14] = (byte) first;
        body[15] = (byte) second;
        // when
        var problem = problemOf(() -> DoorFixture.open().door.parse(body)).orElseThrow();
        // then
        assertThat(problem.code()).isEqualTo(ErrorCode.MALFORMED_JSON);
        assertThat(problem.errors()).isEqualTo(List.of());
    }

    static Optional<Problem> problemOf(Runnable deed) {
        try {
            deed.run();
            return Optional.empty();
        } catch (Problem problem) {
            return Optional.of(problem);
        }
    }
}
