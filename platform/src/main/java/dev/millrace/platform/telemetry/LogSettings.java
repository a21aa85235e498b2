package dev.millrace.platform.telemetry;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the process logs.
 *
 * @param format {@code json}, one object a line, for collectors; {@code text} for people. Secrets are blanked out in both
 */
@ConfigurationProperties("millrace.log")
public record LogSettings(@DefaultValue("json") Format format) {

    /** How a line looks. */
    public enum Format {
        JSON(JsonLogFormat.class),
        TEXT(TextLogFormat.class);

        private final Class<?> formatter;

        Format(Class<?> formatter) {
            this.formatter = formatter;
        }

        /** The name under which Boot's structured logging finds it. */
        public String formatter() {
            return formatter.getName();
        }
    }
}
