package dev.millrace.ingest.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final DeliveryFilter ALL = DeliveryFilter.of(null, null);
    private static final DeliveryFilter FAILED = DeliveryFilter.of("github", "failed");

    @Test
    void comesBackAsItWent() {
        // when
        var cursor = Cursor.encode(ACME, FAILED, 42);
        // then
        assertThat(Cursor.decode(ACME, FAILED, cursor)).isEqualTo(42);
    }

    @Test
    void belongsToOneListOnly() {
        // given
        var cursor = Cursor.encode(ACME, FAILED, 42);
        // when
        var refusal = catchThrowableOfType(Problem.class, () -> Cursor.decode(ACME, ALL, cursor));
        // then
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "%", "ZDF8YWNtZXx8fA", "ZDF8YWNtZXx8fC0x", "ZDF8YWNtZXx8fDk5OTk5OTk5OTk5OTk5OTk5OTk5"})
    void isNothingElse(String cursor) {
        // when
        var refusal = catchThrowableOfType(Problem.class, () -> Cursor.decode(ACME, ALL, cursor));
        // then
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CURSOR);
    }
}
