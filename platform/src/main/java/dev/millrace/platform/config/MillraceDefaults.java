package dev.millrace.platform.config;

import dev.millrace.platform.telemetry.LogSettings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What every process wants of Spring Boot, whichever services it runs: below everything that is configured, so that any of it can be overridden. Found through
 * {@code META-INF/spring.factories}; there is no {@code application.yml}, because of several on one class path only the first is read.
 */
public final class MillraceDefaults implements EnvironmentPostProcessor, Ordered {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("spring.threads.virtual.enabled", "true"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.main.keep-alive", "true"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "20s"),
            // Before the port is open, not while the first caller waits.
            Map.entry("spring.mvc.servlet.load-on-startup", "1"),
            // Filters and views that an API of JSON does not use, each of them a cost or a way in.
            Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
            Map.entry("spring.servlet.multipart.enabled", "false"),
            Map.entry("spring.web.resources.add-mappings", "false"),
            Map.entry("spring.web.error.whitelabel.enabled", "false"),
            Map.entry("server.max-http-request-header-size", "16KB"),
            // Health, metrics and build are routes of our own; nothing of the actuator's is open.
            Map.entry("management.endpoints.access.default", "none"),
            Map.entry("management.endpoints.web.discovery.enabled", "false"),
            // A timer of requests under way, sorted by start, costs every request and tells little of millisecond ones.
            Map.entry("management.metrics.observations.ignored-meters", "long-task-timer"),
            // Lifecycle is ours to tell; and no caller may fill the log with warnings about what it sent.
            Map.entry("logging.level.org.apache.kafka", "warn"),
            // Each quick transaction after another is told CONCURRENT_TRANSACTIONS and tries again; that is no news.
            Map.entry("logging.level.org.apache.kafka.clients.producer.internals.Sender", "error"),
            Map.entry("logging.level.org.springframework", "warn"),
            Map.entry("logging.level.org.springframework.web.servlet.PageNotFound", "error"),
            Map.entry("logging.level.org.springframework.boot.webmvc", "error"),
            Map.entry("logging.level.org.apache.coyote", "warn"),
            Map.entry("logging.level.org.apache.tomcat", "warn"),
            // A pattern that cannot be applied within bounds is an answer to whoever wrote it.
            Map.entry("logging.level.com.networknt", "off"),
            Map.entry("logging.level.com.zaxxer.hikari", "warn"),
            Map.entry("logging.level.org.flywaydb", "warn"),
            Map.entry("logging.level.org.apache.catalina", "warn"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var defaults = new HashMap<>(DEFAULTS);
        defaults.put("logging.structured.format.console", format(environment).formatter());
        environment.getPropertySources().addLast(new MapPropertySource("millraceDefaults", defaults));
    }

    private static LogSettings.Format format(ConfigurableEnvironment environment) {
        try {
            return Binder.get(environment)
                    .bind("millrace.log.format", LogSettings.Format.class)
                    .orElse(LogSettings.Format.JSON);
        } catch (BindException _) {
            // Reported with everything else that is wrong, once there is a log to report it to.
            return LogSettings.Format.JSON;
        }
    }

    /** After the files of configuration are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
