package dev.millrace.platform.telemetry;

import ch.qos.logback.classic.LoggerContext;
import dev.millrace.platform.instance.InstanceId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Metrics, trace context and logs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InstanceId.class, LogSettings.class})
public class TelemetryConfiguration {

    /** Boot binds its meters of JVM, pool and HTTP to it as well. */
    @Bean
    PrometheusMeterRegistry prometheusMeterRegistry(InstanceId instance) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags(LogKeys.INSTANCE, instance.value());
        return registry;
    }

    @Bean
    LoggedEvents loggedEvents() {
        return new LoggedEvents((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        var registration = new FilterRegistrationBean<>(new TraceFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    WebMvcConfigurer traceArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new TraceArgumentResolver());
            }
        };
    }
}
