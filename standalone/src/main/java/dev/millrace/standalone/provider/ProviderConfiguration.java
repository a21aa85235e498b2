package dev.millrace.standalone.provider;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.security.SecuritySettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AndRequestMatcher;

/**
 * The embedded OpenID provider: {@code POST /oauth2/token} for the client {@code dev}, discovery and keys. The resource server of the same
 * process takes the keys from here, not over HTTP.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderSettings.class)
public class ProviderConfiguration {

    /** What leads from client credentials to a token and tells whether it is good; the framework has routes for many other flows, which nobody here can go through. */
    private static final List<String> ROUTES = List.of(
            "/oauth2/token",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/oauth2/jwks",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration");

    /** What discovery says about such other flows, but for the authorization endpoint and the response types, which its form insists on. */
    private static final List<String> OF_OTHER_FLOWS = List.of(
            "pushed_authorization_request_endpoint",
            "device_authorization_endpoint",
            "userinfo_endpoint",
            "end_session_endpoint",
            "code_challenge_methods_supported");

    /** Name and secret of the development client. */
    private static final String DEVELOPMENT_CLIENT = "dev";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain providerRoutes(HttpSecurity http) {
        http.oauth2AuthorizationServer(provider -> {
                    http.securityMatcher(new AndRequestMatcher(
                            provider.getEndpointsMatcher(), request -> ROUTES.contains(request.getRequestURI())));
                    provider.authorizationServerMetadataEndpoint(
                            endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                    metadata -> metadata.claims(ProviderConfiguration::describe)));
                    provider.oidc(oidc ->
                            oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(
                                    metadata -> metadata.claims(ProviderConfiguration::describe))));
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
        return http.build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(ProviderSettings settings) throws IOException {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.readOrCreate(settings.signingKey())));
    }

    /** The framework does not build its routes without one, though those that ask for a token are not served here. */
    @Bean
    JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    RegisteredClientRepository clients(ProviderSettings settings) {
        return new InMemoryRegisteredClientRepository(RegisteredClient.withId(DEVELOPMENT_CLIENT)
                .clientId(DEVELOPMENT_CLIENT)
                .clientSecret("{noop}" + DEVELOPMENT_CLIENT)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(settings.tokenLifetime())
                        .build())
                .build());
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> everyOrganization() {
        return token -> token.getClaims().claim("organizations", List.of(Caller.EVERY_ORGANIZATION));
    }

    @Bean
    AuthorizationServerSettings providerAddress(SecuritySettings security) {
        return AuthorizationServerSettings.builder()
                .issuer(security.issuer().toString())
                .build();
    }

    private static void describe(Map<String, Object> metadata) {
        metadata.keySet().removeAll(OF_OTHER_FLOWS);
        metadata.put("grant_types_supported", List.of(AuthorizationGrantType.CLIENT_CREDENTIALS.getValue()));
    }
}
