package dev.millrace.standalone;

import dev.millrace.command.CommandServiceConfiguration;
import dev.millrace.gateway.RealtimeGatewayConfiguration;
import dev.millrace.ingest.WebhookIngestConfiguration;
import dev.millrace.platform.PlatformConfiguration;
import dev.millrace.query.QueryServiceConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
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
class Services {}
