package dev.millrace.platform.command;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a front door takes in.
 *
 * @param maxBytes   largest command or batch as JSON, at most 4 MB; a larger one is refused with {@code TOO_LARGE}
 * @param maxBatch   most commands in a batch
 * @param maxDepth   deepest nesting of a command's data
 * @param maxPending most commands whose outcome is awaited in this process at once; the next one is refused with {@code OVERLOADED}
 */
@Validated
@ConfigurationProperties("millrace.command")
public record CommandLimits(
        @DefaultValue("1MB") DataSize maxBytes,
        @DefaultValue("500") @Min(1) @Max(10_000) int maxBatch,
        @DefaultValue("100") @Min(1) @Max(400) int maxDepth,
        @DefaultValue("10000") @Min(1) int maxPending) {

    /** An event may hold a command's data more than once, and is to fit in a record. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(4);

    public CommandLimits {
        if (maxBytes.toBytes() < 1 || maxBytes.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected millrace.command.maxBytes of 1B to 4MB, but got " + maxBytes.toBytes() + "B");
        }
    }
}
