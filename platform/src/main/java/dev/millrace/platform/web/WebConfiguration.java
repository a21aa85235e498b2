package dev.millrace.platform.web;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.document.DocumentConfiguration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Problems, request limits and documents. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
@Import(DocumentConfiguration.class)
public class WebConfiguration {

    /** Boot's converters use it, so HTTP speaks the same JSON as the topics. */
    @Bean
    JsonMapper jsonMapper() {
        return Json.MAPPER;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatManners(WebSettings settings) {
        return new TomcatManners(settings.maxConnections());
    }

    @Bean
    ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }

    @Bean
    WebMvcConfigurer problems() {
        return new WebMvcConfigurer() {
            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.addFirst(new ProblemResolver());
            }
        };
    }

    /** On the routes of the API alone; others find their own use for parameters, such as Swagger's page. */
    @Bean
    WebMvcConfigurer knownParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KnownParameters()).addPathPatterns("/v1/**");
            }
        };
    }

    /** Right after the trace is known, before the security chain parses the path. */
    @Bean
    FilterRegistrationBean<LiteralPaths> literalPaths() {
        var registration = new FilterRegistrationBean<>(new LiteralPaths());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** Where work is done; whoever asks whether the process is well is answered however many wait. After the security chain, as below. */
    @Bean
    FilterRegistrationBean<RequestLimit> requestLimit(WebSettings settings) {
        var registration = new FilterRegistrationBean<>(new RequestLimit(settings.maxRequests()));
        registration.addUrlPatterns("/v1/*", "/webhooks/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return registration;
    }

    /** After the security chain: whoever may not call is told that first. */
    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(WebSettings settings) {
        return new FilterRegistrationBean<>(new BodyLimit(settings.maxBody(), new BodyMemory(settings.maxBodies())));
    }
}
