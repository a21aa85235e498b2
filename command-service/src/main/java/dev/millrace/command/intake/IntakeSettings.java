package dev.millrace.command.intake;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * How the HTTP door answers.
 *
 * @param longestWait how long a caller is kept waiting for the outcome before it gets 202 and the place where the outcome appears; a caller may ask for less
 */
@Validated
@ConfigurationProperties("millrace.command")
public record IntakeSettings(
        @DefaultValue("10s") @Name("wait") @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 60)
        Duration longestWait) {}
