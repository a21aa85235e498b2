package dev.millrace.standalone;

import dev.millrace.command.CommandServiceConfiguration;
import dev.millrace.gateway.RealtimeGatewayConfiguration;
import dev.millrace.ingest.WebhookIngestConfiguration;
import dev.millrace.platform.PlatformConfiguration;
import dev.millrace.query.QueryServiceConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * All services in one application context. Boot's own provider is excluded: without ours it would make a signing key, and the resource server
 * would believe it instead of the configured issuer.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {OAuth2AuthorizationServerAutoConfiguration.class, OAuth2AuthorizationServerJwtAutoConfiguration.class
        })
@EnableConfigurationProperties(ObjectStoreSettings.class)
@Import({
    PlatformConfiguration.class,
    CommandServiceConfiguration.class,
    QueryServiceConfiguration.class,
    WebhookIngestConfiguration.class,
    RealtimeGatewayConfiguration.class
})
class Services {

    /** An empty one; the server would make it where it outlives a kill. */
    @Bean
    @ConditionalOnProperty("server.tomcat.basedir")
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> documentRoot(
            @Value("${server.tomcat.basedir}") Path base) throws IOException {
        var root = Files.createDirectories(base.resolve("documents"));
        return server -> server.setDocumentRoot(root.toFile());
    }
}
