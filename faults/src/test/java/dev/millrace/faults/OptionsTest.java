package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void runsOnceUnlessToldOtherwise() {
        // when
        var options = options("short");
        // then
        assertThat(options.extent().runs()).isEqualTo(1);
    }

    @Test
    void runsAsOftenAsTheMinutesAllow() {
        // when
        var options = options("short", "--minutes", "90");
        // then
        assertThat(options.extent().runs()).isEqualTo(Integer.MAX_VALUE);
        assertThat(options.extent().limit()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void tellsTheCommandThatMakesARunAgain() {
        // given
        var options = options("short", "--seed", "7", "--runs", "1000");
        // when
        var again = options.again(341, 1);
        // then
        assertThat(again).isEqualTo("./millrace faults short --seed 341 --runs 1");
    }

    @Test
    void measuresWithTheTimeoutsOfTheProductUnlessToldOtherwise() {
        // when
        var options = options("failover", "--entities", "1000000", "--session", "2s");
        // then
        assertThat(options.measured()).isEqualTo(new Options.Measured(1_000_000, 200, Cluster.Shape.WHOLE, "2s", ""));
        assertThat(options.again(7, 1))
                .isEqualTo(
                        "./millrace faults failover --seed 7 --runs 1 --kills 4 --entities 1000000 --rate 200 --session 2s");
    }

    @Test
    void measuresUnderTheRateThatIsAskedFor() {
        // when
        var failover = options("failover", "--rate", "100");
        var rolling = options("rolling");
        // then
        assertThat(failover.measured().rate()).isEqualTo(100);
        assertThat(rolling.again(7, 1)).isEqualTo("./millrace faults rolling --seed 7 --runs 1 --rate 500");
    }

    @Test
    void measuresInAClusterOfTheShapeThatIsAskedFor() {
        // when
        var options = options("rolling", "--partitions", "2", "--brokers", "1");
        // then
        assertThat(options.again(7, 1))
                .isEqualTo("./millrace faults rolling --seed 7 --runs 1 --rate 500 --brokers 1 --partitions 2");
    }

    @Test
    void rejectsTwoBrokersOfWhichNoneMayBeGone() {
        assertThatThrownBy(() -> options("rolling", "--brokers", "2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsAnOptionThatItDoesNotKnow() {
        assertThatThrownBy(() -> options("short", "--sede", "7")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsAnOptionWithoutAValue() {
        assertThatThrownBy(() -> options("--seed")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Options options(String... arguments) {
        return Options.parse(arguments);
    }
}
