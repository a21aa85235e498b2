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
 * @param maxBodies   bytes of all bodies that are read at the same moment, but for the first 64 KB of each; whoever sends more is told {@code OVERLOADED}. JSON takes some ten times its size while it
 *     is read. At least {@code maxBody}
 * @param corsOrigins origins such as {@code https://app.example.com} whose pages may call, or {@code *}; none where left out
 */
@Validated
@ConfigurationProperties("millrace.web")
public record WebSettings(
        @DefaultValue("2MB") @NotNull DataSize maxBody,
        @DefaultValue("16MB") @NotNull DataSize maxBodies,
        @DefaultValue List<String> corsOrigins) {

    public WebSettings {
        if (maxBodies.compareTo(maxBody) < 0) {
            throw new IllegalArgumentException(
                    "Expected millrace.web.maxBodies of at least millrace.web.maxBody, %dB, but got %dB"
                            .formatted(maxBody.toBytes(), maxBodies.toBytes()));
        }
        corsOrigins = List.copyOf(corsOrigins);
    }
}
