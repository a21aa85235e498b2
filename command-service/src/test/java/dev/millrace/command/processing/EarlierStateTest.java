package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.platform.kafka.ProvisionedTopics;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EarlierStateTest {

    @Test
    void startsOnStateOfThisRelease() {
        // given
        var topics = found("millrace.events", "millrace-command-state-changelog");
        // when
        assertThatCode(() -> EarlierState.refuse(topics))
                // then
                .doesNotThrowAnyException();
    }

    @Test
    void refusesStateWithAStoreOfHeads() {
        // given
        var topics = found("millrace.events", "millrace-command-state-changelog", "millrace-command-heads-changelog");
        // when
        assertThatIllegalStateException()
                .isThrownBy(() -> EarlierState.refuse(topics))
                // then
                .withMessageContaining("--fresh");
    }

    private static ProvisionedTopics found(String... topics) {
        return new ProvisionedTopics(Set.of(topics), 8, List.of(), List.of());
    }
}
