package dev.millrace.platform.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
 * @param maxRequests    requests that are being answered at the same moment, event streams among them; the next one is told {@code OVERLOADED}. Each takes up to 100 KB of heap more than its connection, and the
 *     first 64 KB of its body. Probes and metrics are not counted
 * @param maxConnections connections of HTTP at the same moment, idle ones too; further ones wait until one is closed. Each takes up to 40 KB of heap
 * @param corsOrigins origins such as {@code https://app.example.com} whose pages may call, or {@code *}; none where left out
 */
@Validated
@ConfigurationProperties("millrace.web")
public record WebSettings(
        @DefaultValue("2MB") @NotNull DataSize maxBody,
        @DefaultValue("16MB") @NotNull DataSize maxBodies,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxRequests,
        @DefaultValue("2000") @Min(1) @Max(100_000) int maxConnections,
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
