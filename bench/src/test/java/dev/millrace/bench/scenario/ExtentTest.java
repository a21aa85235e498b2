package dev.millrace.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.scenario.Extent.Step;
import org.junit.jupiter.api.Test;

class ExtentTest {

    @Test
    void goesToAMillionEventsAndAThousandOrganizationsUnlessToldOtherwise() {
        assertThat(Extent.DEFAULT.moreEvents())
                .containsExactly(new Step(1_000, 10), new Step(100_000, 10), new Step(1_000_000, 10));
        assertThat(Extent.DEFAULT.moreOrganizations()).containsExactly(new Step(100_000, 10), new Step(100_000, 1_000));
    }

    @Test
    void goesAsFarAsItIsTold() {
        // when
        var extent = new Extent(10_000_000, 100_000);
        // then
        assertThat(extent.moreEvents()).hasSize(4).endsWith(new Step(10_000_000, 10));
        assertThat(extent.moreOrganizations()).hasSize(3).endsWith(new Step(100_000, 100_000));
    }

    @Test
    void holdsMoreOrganizationsAgainstAStepThatIsMeasured() {
        // when
        var extent = new Extent(500, 100);
        // then
        assertThat(extent.moreEvents()).containsExactly(new Step(500, 10));
        assertThat(extent.moreOrganizations()).containsExactly(new Step(500, 10), new Step(500, 100));
    }
}
