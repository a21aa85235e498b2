package dev.millrace.platform.web;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits and manners of HTTP.
 *
 * @param maxBody     largest request body; a larger one gets {@code TOO_LARGE}
 * @param corsOrigins origins such as {@code https://app.example.com} whose pages may call, or {@code *}; none where left out
 */
@Validated
@ConfigurationProperties("millrace.web")
public record WebSettings(
        @DefaultValue("2MB") @NotNull DataSize maxBody,
        @DefaultValue List<String> corsOrigins) {

    public WebSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }
}
