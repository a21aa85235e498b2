package dev.millrace.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggedEventsTest {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedEventsTest.class);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsWhatIsLoggedByLevel() {
        // given
        try (var events = new LoggedEvents((LoggerContext) LoggerFactory.getILoggerFactory())) {
            events.bindTo(registry);
            // when
            LOG.error("one error");
            LOG.warn("a warning");
            LOG.warn("and another");
        }
        // then
        LOG.error("an error that comes too late");
        assertThat(count("error")).isEqualTo(1);
        assertThat(count("warn")).isEqualTo(2);
    }

    @Test
    void countsOnWhenTheLogIsConfiguredAnew() {
        // given
        var context = new LoggerContext();
        try (var events = new LoggedEvents(context)) {
            events.bindTo(registry);
            // when
            context.reset();
            context.getLogger("any").error("an error");
        }
        // then
        assertThat(count("error")).isEqualTo(1);
    }

    private double count(String level) {
        return registry.get("logback.events").tag("level", level).counter().count();
    }
}
