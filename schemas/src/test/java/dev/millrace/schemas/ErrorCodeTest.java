package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    @Test
    void givesEveryCodeANumberOfItsOwn() {
        // when
        var numbers = Arrays.stream(ErrorCode.values()).map(ErrorCode::number);
        // then
        assertThat(numbers).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void numbersTheCodeByWhoseMatterItIs(ErrorCode code) {
        // when
        int range = code.number() / 1000;
        // then
        switch (range) {
            case 1 -> assertThat(code.httpStatus()).isBetween(400, 499).isNotEqualTo(422);
            case 2 -> assertThat(code.httpStatus()).isEqualTo(422);
            case 3 -> assertThat(code.httpStatus()).isEqualTo(503);
            case 4 -> assertThat(code.httpStatus()).isEqualTo(500);
            default -> throw new AssertionError("Expected a number from 1000 to 4999, but got " + code.number());
        }
        assertThat(code.title()).isNotBlank();
    }
}
