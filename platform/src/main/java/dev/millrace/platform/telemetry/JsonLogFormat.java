package dev.millrace.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.json.Json;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;

/**
 * One JSON object a line: {@code time, level, logger, thread, message, instance}, then the context and the pairs of the statement by their {@link LogKeys}, then
 * {@code error}. Public, because Boot makes it by name.
 */
public final class JsonLogFormat implements StructuredLogFormatter<ILoggingEvent> {

    private static final int MAX_STACK_CHARACTERS = 16_384;

    private final String instance;

    public JsonLogFormat(Environment environment) {
        this.instance = new InstanceId(environment.getProperty("millrace.instance.id")).value();
    }

    @Override
    public String format(ILoggingEvent event) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", Redaction.redact(String.valueOf(event.getFormattedMessage())));
        line.put(LogKeys.INSTANCE, instance);
        event.getMDCPropertyMap().forEach((key, value) -> line.put(key, Redaction.redact(value)));
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> line.put(pair.key, value(pair.value)));
        }
        if (event.getThrowableProxy() != null) {
            line.put("error", stack(event));
        }
        return Json.MAPPER.writeValueAsString(line) + "\n";
    }

    private static Object value(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : Redaction.redact(String.valueOf(value));
    }

    static String stack(ILoggingEvent event) {
        var stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
        return Redaction.redact(
                stack.length() <= MAX_STACK_CHARACTERS ? stack : stack.substring(0, MAX_STACK_CHARACTERS));
    }
}
