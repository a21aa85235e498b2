package dev.millrace.platform.security;

import dev.millrace.platform.config.HttpAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are believed.
 *
 * @param issuer        the OpenID provider; a token must name it as {@code iss}, letter by letter
 * @param jwksUri       where the provider publishes its keys; where left out, its discovery document says. Neither is asked before the first token comes
 * @param audience      what a token must name in {@code aud}; where left out, any
 * @param clockSkew     how far the provider's clock may be off
 * @param cachedTokens  verified tokens that are remembered, so that a client's second request costs no signature check; 0 for none
 * @param cacheLifetime how long one is remembered at most, and so how long a key that the provider withdrew may still be believed; never past the token's own end
 */
@Validated
@ConfigurationProperties("millrace.security")
public record SecuritySettings(
        @NotNull @HttpAddress URI issuer,
        @Nullable @HttpAddress URI jwksUri,
        @Nullable String audience,

        @DefaultValue("30s") @DurationMin(seconds = 0) @DurationMax(minutes = 5)
        Duration clockSkew,

        @DefaultValue("10000") @Min(0) @Max(1_000_000) int cachedTokens,

        @DefaultValue("5m") @DurationMin(seconds = 0) @DurationMax(hours = 1)
        Duration cacheLifetime) {}
