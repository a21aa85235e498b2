package dev.millrace.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.projection.ProjectionState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryReadinessTest {

    @ParameterizedTest
    @CsvSource({"true,true,true", "false,true,false", "true,false,false"})
    void isReadyWhenEveryProjectionHasCaughtUpAndLives(boolean caughtUp, boolean alive, boolean ready) {
        // given
        var readiness = new QueryReadiness(() -> List.of(state(true, true), state(caughtUp, alive)), Optional::empty);
        // then
        assertThat(readiness.problem().isEmpty()).isEqualTo(ready);
    }

    @Test
    void isNotReadyWhenItHearsNothingOfOtherNodes() {
        // given
        var readiness = new QueryReadiness(() -> List.of(state(true, true)), () -> Optional.of("deaf"));
        // then
        assertThat(readiness.problem()).isPresent();
    }

    private static ProjectionState state(boolean caughtUp, boolean alive) {
        return new ProjectionState("p", "t", Map.of(), 0, caughtUp, null, alive);
    }
}
