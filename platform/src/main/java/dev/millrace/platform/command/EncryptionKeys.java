package dev.millrace.platform.command;

import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The master keys of {@link Secrets}.
 *
 * @param key          seals and opens: 32 bytes in Base64, such as {@code openssl rand -base64 32} prints
 * @param previousKeys open what was sealed before the key was changed; keep each until no secret of its time is left
 */
@Validated
@ConfigurationProperties("millrace.encryption")
public record EncryptionKeys(
        @NotBlank String key, @DefaultValue List<String> previousKeys) {

    public EncryptionKeys {
        previousKeys = List.copyOf(previousKeys);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "EncryptionKeys[previousKeys=%d]".formatted(previousKeys.size());
    }
}
