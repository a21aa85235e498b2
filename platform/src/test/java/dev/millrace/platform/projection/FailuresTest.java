package dev.millrace.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "22P02,true", // not JSON
        "23505,true", // unique violation
        "54000,true", // index row too large
        "40P01,false", // deadlock
        "40001,false", // serialization
        "08006,false", // connection
        "57P01,false", // shutting down
        "53300,false", // too many connections
        "42P01,false", // no such table
        "25006,false", // read-only after a failover
        ",false"
    })
    void tellsByItsStateWhetherTheRecordsAreToBlame(String state, boolean expected) {
        assertThat(Failures.isOfTheRecords(new SQLException("made up", state))).isEqualTo(expected);
        assertThat(Failures.isOfTheRecords(new IllegalStateException(new SQLException("made up", state))))
                .isEqualTo(expected);
    }

    @Test
    void blamesTheRecordForWhateverElseTheProjectionThrows() {
        assertThat(Failures.isOfTheRecords(new NullPointerException())).isTrue();
        assertThat(Failures.isOfTheRecords(new Fenced("moved"))).isFalse();
    }

    @Test
    void namesTheCauseWithoutRepeatingValues() {
        // when
        var cause =
                Failures.describe(new IllegalStateException("secret", new SQLException("Key (x)=(secret)", "23505")));
        // then
        assertThat(cause)
                .contains("IllegalStateException", "SQLException SQLSTATE 23505", "FailuresTest")
                .doesNotContain("secret");
    }
}
