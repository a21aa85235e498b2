package dev.millrace.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.schemas.ErrorCode;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class BodyMemoryTest {

    private static final int FREE = (int) BodyMemory.FREE_BYTES;

    private final BodyMemory memory = new BodyMemory(DataSize.ofBytes(100));

    @Test
    void refusesLargeBodiesBeyondItsBoundUntilOthersAreDone() {
        // given
        var first = memory.share();
        var second = memory.share();
        first.read(FREE + 60);
        second.read(FREE + 40);
        // when
        assertThatThrownBy(() -> second.read(1))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.OVERLOADED));
        second.close();
        // then
        var third = memory.share();
        third.read(FREE);
        assertThatCode(() -> third.read(40)).doesNotThrowAnyException();
    }

    @Test
    void letsSmallBodiesInWhileLargeOnesTakeEverything() {
        // given
        memory.share().read(FREE + 100);
        // when, then
        for (int i = 0; i < 1_000; i++) {
            memory.share().read(FREE);
        }
    }
}
