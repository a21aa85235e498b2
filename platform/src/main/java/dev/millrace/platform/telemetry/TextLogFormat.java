package dev.millrace.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.springframework.boot.ansi.AnsiColor;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.ansi.AnsiStyle;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/** A line for people: time, level, last part of the logger's name, message, and what goes with it. Public, because Boot makes it by name. */
public final class TextLogFormat implements StructuredLogFormatter<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    @Override
    public String format(ILoggingEvent event) {
        var line = new StringBuilder();
        line.append(faint(LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault())
                        .format(TIME)))
                .append(' ')
                .append(level(event.getLevel()))
                .append(' ')
                .append(faint(shortName(event.getLoggerName())))
                .append("  ")
                .append(Redaction.redact(String.valueOf(event.getFormattedMessage())));
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> pair(line, pair.key, String.valueOf(pair.value)));
        }
        pair(line, event, LogKeys.ORGANIZATION);
        pair(line, event, LogKeys.CORRELATION_ID);
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(JsonLogFormat.stack(event));
        }
        return line.toString();
    }

    private static void pair(StringBuilder line, ILoggingEvent event, String key) {
        var value = event.getMDCPropertyMap().get(key);
        if (value != null) {
            pair(line, key, value);
        }
    }

    private static void pair(StringBuilder line, String key, String value) {
        line.append(' ').append(faint(key + "=" + Redaction.redact(value)));
    }

    private static String level(Level level) {
        var text = "%-5s".formatted(level);
        return switch (level.toInt()) {
            case Level.ERROR_INT -> AnsiOutput.toString(AnsiColor.RED, text);
            case Level.WARN_INT -> AnsiOutput.toString(AnsiColor.YELLOW, text);
            case Level.INFO_INT -> AnsiOutput.toString(AnsiColor.GREEN, text);
            default -> text;
        };
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String faint(String text) {
        return AnsiOutput.toString(AnsiStyle.FAINT, text);
    }
}
