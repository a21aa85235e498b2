package dev.millrace.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Ids;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static final String ONE = "00000000-0000-0001-0000-000000000001";
    private static final CommandId ID = CommandId.of(ONE);

    @Test
    void isTheIdOfTheCommandWithOrWithoutQuotes() {
        assertThat(IdempotencyKey.merge(null, ONE)).isEqualTo(ID);
        assertThat(IdempotencyKey.merge(null, " \"" + ONE + "\" ")).isEqualTo(ID);
        assertThat(IdempotencyKey.merge(ID, ONE)).isEqualTo(ID);
        assertThat(IdempotencyKey.merge(ID, (String) null)).isEqualTo(ID);
        assertThat(IdempotencyKey.merge(null, (String) null)).isNull();
    }

    @Test
    void mustNotDifferFromTheIdInTheBody() {
        assertThatThrownBy(() -> IdempotencyKey.merge(ID, "00000000-0000-0001-0000-000000000002"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void mustNotDifferFromAnother() {
        var other = "00000000-0000-0001-0000-000000000002";
        assertThat(IdempotencyKey.merge(null, List.of(ONE, ONE))).isEqualTo(ID);
        assertThat(IdempotencyKey.merge(null, List.of())).isNull();
        assertThatThrownBy(() -> IdempotencyKey.merge(null, List.of(ONE, other)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void mustBeAnId() {
        assertThatThrownBy(() -> IdempotencyKey.merge(null, "\"")).isInstanceOf(Ids.InvalidId.class);
    }
}
