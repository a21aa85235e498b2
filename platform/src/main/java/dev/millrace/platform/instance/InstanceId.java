package dev.millrace.platform.instance;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The name of this process among those that run the same service: in logs, client ids and reply addresses. Unique where several run.
 *
 * @param value the name; the environment's {@code HOSTNAME} where left out, or {@code local} without one
 */
@ConfigurationProperties("millrace.instance")
public record InstanceId(@Name("id") String value) {

    @ConstructorBinding
    public InstanceId(@Nullable @Name("id") String value) {
        this.value = value == null || value.isBlank() ? fromEnvironment(System.getenv()) : value;
    }

    static String fromEnvironment(Map<String, String> environment) {
        return Objects.requireNonNullElse(environment.get("HOSTNAME"), "local");
    }

    @Override
    public String toString() {
        return value;
    }
}
