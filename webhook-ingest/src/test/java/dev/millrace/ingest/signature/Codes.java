package dev.millrace.ingest.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts on the code of a refusal. */
final class Codes {

    private Codes() {}

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        var problem = catchThrowableOfType(Problem.class, call);
        assertThat(problem).as("refusal").isNotNull();
        assertThat(problem.code()).isEqualTo(code);
    }
}
