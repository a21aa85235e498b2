package dev.millrace.standalone.provider;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The embedded OpenID provider.
 *
 * @param signingKey    file of the key that signs tokens; made if it is not there
 * @param tokenLifetime how long a token is good
 */
@Validated
@ConfigurationProperties("millrace.provider")
record ProviderSettings(
        @NotNull Path signingKey, @DefaultValue("1h") Duration tokenLifetime) {}
