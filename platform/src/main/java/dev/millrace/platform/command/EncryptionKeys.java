package dev.millrace.platform.command;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
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
        @NotBlank @Pattern(regexp = FORM, message = "must be 32 bytes in Base64")
        String key,

        @DefaultValue List<@Pattern(regexp = FORM, message = "must be 32 bytes in Base64") String> previousKeys) {

    static final String FORM = "\\s*[A-Za-z0-9+/]{43}=?\\s*";

    public EncryptionKeys {
        previousKeys = List.copyOf(previousKeys);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "EncryptionKeys[previousKeys=%d]".formatted(previousKeys.size());
    }
}
