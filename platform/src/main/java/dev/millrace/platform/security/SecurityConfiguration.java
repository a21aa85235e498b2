package dev.millrace.platform.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.platform.web.WebSettings;
import jakarta.servlet.Filter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The resource server. Keys come from the configured provider, unless the process has a {@link JWKSource} bean, as one that embeds a provider does: then from there.
 * The chain is short on purpose, as every request goes through it: no session, no CSRF token (nothing here is authenticated by a cookie), no anonymous user. It comes
 * last, so a process may put chains for routes of its own before it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
public class SecurityConfiguration {

    @Bean
    TokenVerifier tokenVerifier(SecuritySettings settings, ObjectProvider<JWKSource<SecurityContext>> embedded) {
        var keys = embedded.getIfAvailable(() -> new ProviderKeys(settings.issuer(), settings.jwksUri()));
        return new TokenVerifier(settings, keys, InstantSource.system());
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain everyOtherRoute(TokenVerifier verifier, WebSettings web) {
        var filters = new ArrayList<Filter>();
        filters.add(new ProtectiveHeaders());
        if (!web.corsOrigins().isEmpty()) {
            filters.add(CrossOrigin.filter(web.corsOrigins()));
        }
        filters.add(new TokenFilter(verifier));
        return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters);
    }

    /** Otherwise each filter of each request is timed, which costs more than the filters do. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    HttpFirewall pathFirewall() {
        return new PathFirewall();
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }
}
