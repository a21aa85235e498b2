package dev.millrace.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Counts what is logged, by level, as {@code logback.events}: the name by which Micrometer's own count goes. That one is asked for every call of a logger, also of one
 * that is switched off, and Kafka calls thousands of those a second.
 */
final class LoggedEvents implements MeterBinder, AutoCloseable {

    private static final List<Level> LEVELS = List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);

    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final Appender appender = new Appender();

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var level : LEVELS) {
            appender.counters.put(
                    level,
                    Counter.builder("logback.events")
                            .tag("level", level.levelStr.toLowerCase(Locale.ROOT))
                            .description("What was logged at this level")
                            .register(registry));
        }
        appender.start();
        root.addAppender(appender);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
    }

    private static final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {

        private final Map<Level, Counter> counters = new HashMap<>();

        @Override
        protected void append(ILoggingEvent event) {
            var counter = counters.get(event.getLevel());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
