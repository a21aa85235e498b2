package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.scenario.Extent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void measuresEverythingThreeTimesUnlessToldOtherwise() {
        // when
        var options = Options.parse(List.of());
        // then
        assertThat(options.scenarios()).isEmpty();
        assertThat(options.runs()).isEqualTo(3);
        assertThat(options.settings().measured()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.report()).isNull();
    }

    @Test
    void takesOptionsAndNamesInAnyOrder() {
        // when
        var options = Options.parse(List.of(
                "drain", "--runs", "5", "--arrivals", "fixed", "replay", "--millrace-command", "java -jar x.jar"));
        // then
        assertThat(options.scenarios()).containsExactly("drain", "replay");
        assertThat(options.runs()).isEqualTo(5);
        assertThat(options.settings().arrivals()).isEqualTo(Arrivals.FIXED);
        assertThat(options.command()).containsExactly("java", "-jar", "x.jar");
    }

    @Test
    void followsGrowthAsFarAsItIsTold() {
        assertThat(Options.parse(List.of()).settings().growth()).isEqualTo(Extent.DEFAULT);
        assertThat(Options.parse(List.of("--growth-organizations", "9", "--growth-events", "7"))
                        .settings()
                        .growth())
                .isEqualTo(new Extent(7, 9));
    }

    @Test
    void makesOneRunOfAQuickLook() {
        assertThat(Options.parse(List.of("--quick")).runs()).isEqualTo(1);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--fast")));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--runs")));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--runs", "0")));
    }
}
