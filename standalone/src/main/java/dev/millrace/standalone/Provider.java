package dev.millrace.standalone;

import dev.millrace.standalone.provider.ProviderConfiguration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Adds the embedded OpenID provider to an application that is told of no other. Its one client is no secret and may use every organization, so that only this machine
 * is served, unless the configuration names other addresses.
 */
final class Provider {

    private static final String LOOPBACK = "127.0.0.1";

    private Provider() {}

    static void addTo(SpringApplication application, ConfigurableEnvironment environment) {
        var issuer = "http://localhost:" + environment.getRequiredProperty("server.port");
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "embeddedProvider",
                        Map.of(
                                "millrace.security.issuer", issuer,
                                "server.address", LOOPBACK,
                                "millrace.gateway.host", LOOPBACK)));
        application.addPrimarySources(List.of(ProviderConfiguration.class));
    }
}
