package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlowTest {

    @Test
    void drawsEveryKindOfBlow() {
        // given
        var random = new Random(1);
        // when
        var drawn = Stream.generate(() -> Blow.next(random)).limit(500).collect(Collectors.toSet());
        // then
        assertThat(drawn.stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Blow.class.getPermittedSubclasses());
    }

    @Test
    void movesLeadersToAnotherBrokerWhateverTheDraw() {
        // given
        var random = new Random(1);
        // when
        var moves = Stream.generate(() -> Blow.next(random))
                .limit(500)
                .filter(Blow.LeaderMove.class::isInstance)
                .map(Blow.LeaderMove.class::cast)
                .collect(Collectors.toSet());
        // then
        assertThat(moves).containsExactlyInAnyOrder(new Blow.LeaderMove(1), new Blow.LeaderMove(2));
    }
}
