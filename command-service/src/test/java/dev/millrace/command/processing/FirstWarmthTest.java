package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FirstWarmthTest {

    private final AtomicLong behind = new AtomicLong();
    private final FirstWarmth warmth = new FirstWarmth(1_000, behind::get);

    @Test
    void isMissingWhileManyRecordsAre() {
        behind.set(1_001);

        assertThat(warmth.missingRecords()).isEqualTo(1_001);
    }

    @Test
    void isReachedWhenFewRecordsAreMissing() {
        behind.set(1_000);

        assertThat(warmth.missingRecords()).isZero();
    }

    @Test
    void staysReachedUnderLoad() {
        behind.set(0);
        warmth.missingRecords();
        behind.set(50_000);

        assertThat(warmth.missingRecords()).isZero();
    }
}
