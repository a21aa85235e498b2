package dev.millrace.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.millrace.platform.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.mock.env.MockEnvironment;

class LogFormatTest {

    private final JsonLogFormat json =
            new JsonLogFormat(new MockEnvironment().withProperty("millrace.instance.id", "node-1"));

    @Test
    void writesOneObjectPerLineWithContextAndPairs() {
        // given
        var event = event("the command\nwas \"refused\"");
        event.setMDCPropertyMap(Map.of(LogKeys.ORGANIZATION, "acme", LogKeys.CORRELATION_ID, "c-1"));
        event.setKeyValuePairs(List.of(new KeyValuePair(LogKeys.SEQUENCE, 42L)));
        // when
        var line = json.format(event);
        // then
        assertThat(line).endsWith("}\n");
        assertThat(line.strip()).doesNotContain("\n");
        var object = Json.MAPPER.readTree(line);
        assertThat(object.get("level").asString()).isEqualTo("WARN");
        assertThat(object.get("instance").asString()).isEqualTo("node-1");
        assertThat(object.get("organization").asString()).isEqualTo("acme");
        assertThat(object.get("correlationId").asString()).isEqualTo("c-1");
        assertThat(object.get("sequence").asLong()).isEqualTo(42);
        assertThat(object.get("message").asString()).isEqualTo("the command\nwas \"refused\"");
    }

    @Test
    void blanksOutSecretsWhereverTheyStand() {
        // given
        var event = event("Bearer Hidden-1");
        event.setMDCPropertyMap(Map.of("query", "access_token=Hidden-2"));
        event.setKeyValuePairs(List.of(new KeyValuePair("header", List.of("Bearer Hidden-3"))));
        event.setThrowableProxy(new ThrowableProxy(
                new IllegalStateException("password=Hidden-4", new IllegalArgumentException("whsec_Hidden-5"))));
        // when
        var asJson = json.format(event);
        var asText = new TextLogFormat().format(event);
        // then
        assertThat(asJson).doesNotContain("Hidden").contains("IllegalStateException");
        assertThat(asText).doesNotContain("Hidden").contains("IllegalStateException");
    }

    private static LoggingEvent event(String message) {
        var event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setLevel(Level.WARN);
        event.setLoggerName("dev.millrace.X");
        event.setThreadName("main");
        event.setMessage(message);
        event.setTimeStamp(0);
        return event;
    }
}
