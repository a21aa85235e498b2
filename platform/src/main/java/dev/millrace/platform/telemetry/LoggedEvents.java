package dev.millrace.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what is logged, by level, as {@code logback.events}: the name by which Micrometer's own count goes. That one is asked for every call of a logger, also of one
 * that is switched off, and Kafka calls thousands of those a second.
 */
final class LoggedEvents implements MeterBinder, AutoCloseable {

    private static final List<Level> LEVELS = List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);

    private final LoggerContext context;
    private final Appender appender = new Appender();
    private final AfterReset afterReset = new AfterReset();

    LoggedEvents(LoggerContext context) {
        this.context = context;
    }

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
        attach();
        context.addListener(afterReset);
    }

    @Override
    public void close() {
        context.removeListener(afterReset);
        root().detachAppender(appender);
    }

    private void attach() {
        appender.start();
        root().addAppender(appender);
    }

    private Logger root() {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
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

    /** A log that is configured anew loses its appenders. */
    private final class AfterReset implements LoggerContextListener {

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            attach();
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
