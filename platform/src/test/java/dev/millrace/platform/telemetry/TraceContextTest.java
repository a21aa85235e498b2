package dev.millrace.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-next",
            })
    void continuesTraceWithSpanOfItsOwn(String traceParent) {
        // when
        var trace = TraceContext.continuing(traceParent, null);
        // then
        assertThat(trace.traceId()).isEqualTo(TRACE);
        assertThat(trace.spanId()).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
        assertThat(trace.traceParent()).isEqualTo("00-" + TRACE + "-" + trace.spanId() + "-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
            })
    void startsTraceWhereHeaderIsNotOfItsForm(String traceParent) {
        // when
        var trace = TraceContext.continuing(traceParent, null);
        // then
        assertThat(trace.traceId()).matches("[0-9a-f]{32}").isNotEqualToIgnoringCase(TRACE);
    }

    @Test
    void acceptsCorrelationIdsThatAreSafeToLog() {
        assertThat(TraceContext.continuing(null, "order-7/a=b@c:d_e.f+g").correlationId())
                .isEqualTo("order-7/a=b@c:d_e.f+g");
        assertThat(TraceContext.continuing(null, "a\nb").correlationId()).isNull();
        assertThat(TraceContext.continuing(null, "").correlationId()).isNull();
        assertThat(TraceContext.continuing(null, "a".repeat(129)).correlationId())
                .isNull();
    }
}
