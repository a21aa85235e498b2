package dev.millrace.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.json.Json;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

class FailuresTest {

    @ParameterizedTest
    @MethodSource("unreadable")
    void blamesTheCallerForJsonThatCannotBeRead(String json) {
        // given
        var failure = failureOf(json);
        // when
        var problem = Objects.requireNonNull(Failures.explain(failure));
        // then
        assertThat(problem.status().value()).isEqualTo(400);
    }

    static Stream<String> unreadable() {
        return Stream.of(
                "{", "[1e-4009999999999999]", "[".repeat(600), "[" + "1".repeat(1001) + "]", "{\"a\":1,\"a\":2}");
    }

    private static JacksonException failureOf(String json) {
        try {
            throw new AssertionError("Expected a failure, but got " + Json.tree(json));
        } catch (JacksonException e) {
            return e;
        }
    }
}
