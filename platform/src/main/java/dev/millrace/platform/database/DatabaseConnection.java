package dev.millrace.platform.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where PostgreSQL is and how many connections this process holds.
 *
 * @param url              {@code jdbc:postgresql://host:port/database}
 * @param username         role that owns the services' schemas
 * @param password         its password; empty where the server asks for none
 * @param maxConnections   most connections of this process
 * @param minIdle          connections kept open while nothing happens
 * @param idleTimeout      how long a connection above {@code minIdle} may be idle before it is closed
 * @param connectTimeout   how long a caller waits for a connection, and a connection for the server
 * @param statementTimeout how long one statement may run before the server cancels it; 5 s later a connection without an answer is given up. Migrations are exempt
 */
@Validated
@ConfigurationProperties("millrace.database")
public record DatabaseConnection(
        @NotBlank @Pattern(regexp = "jdbc:postgresql:.+", message = "must begin with jdbc:postgresql:")
        String url,

        @NotBlank String username,
        @DefaultValue("") String password,
        @DefaultValue("20") @Min(1) @Max(1000) int maxConnections,
        @DefaultValue("2") @Min(0) @Max(1000) int minIdle,
        @DefaultValue("30s") @DurationMin(seconds = 10) Duration idleTimeout,
        @DefaultValue("5s") @DurationMin(millis = 250) Duration connectTimeout,
        @DefaultValue("30s") @DurationMin(millis = 100) Duration statementTimeout) {

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseConnection[url=%s, username=%s]".formatted(url, username);
    }
}
