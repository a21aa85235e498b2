package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void takesTheNextPortForSockets() {
        // when
        var options = Options.parse("--data", "/tmp/here", "--fresh", "--port", "9000");
        // then
        assertThat(options).isEqualTo(new Options(Path.of("/tmp/here"), true, false, 9000, 9001));
    }

    @ParameterizedTest
    @CsvSource({"--data,", "--data,''", "--data,' '", "--data,--fresh", "--port,--fresh", "--port,65536", "--port,-1"})
    void refusesAnOptionWithoutItsValue(String option, String value) {
        // when
        var arguments = value == null ? new String[] {option} : new String[] {option, value};
        // then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(arguments))
                .withMessageContaining(option);
    }

    @Test
    void refusesOnePortForBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--gateway-port", "9000", "--port", "9000"))
                .withMessageContaining("both are 9000");
    }

    @Test
    void asksForThePortOfSocketsWhereThereIsNoNextOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--port", "65535"))
                .withMessageContaining("--gateway-port");
    }
}
