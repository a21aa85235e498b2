package dev.millrace.command;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.command.processing.CommandStreams;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.security.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Command-service in this JVM, on a random port, believing tokens of the tests' own provider. */
final class RunningService implements AutoCloseable {

    private static final TestTokens TOKENS = new TestTokens();
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String bearer = TOKENS.bearer("*");

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Starts and waits until the processor runs. */
    static RunningService start(Path state, String instance, String... more) {
        var properties = new HashMap<String, Object>(SharedInfrastructure.properties());
        properties.putAll(Map.of(
                "server.port",
                "0",
                "millrace.instance.id",
                instance,
                "millrace.security.issuer",
                TestTokens.ISSUER,
                "millrace.encryption.key",
                KEY,
                "millrace.command.state-directory",
                state.toString(),
                "millrace.command.standby-replicas",
                "0"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        var application = new SpringApplication(CommandServiceApplication.class, Provider.class);
        application.setDefaultProperties(properties);
        var service = new RunningService(application.run());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> service.context.getBean(CommandStreams.class).isReady());
        return service;
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("Expected an answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + path, e);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }

    /** Stands in for the OpenID provider. */
    @Configuration(proxyBeanMethods = false)
    static class Provider {

        @Bean
        JWKSource<SecurityContext> tokenKeys() {
            return TOKENS.keys();
        }
    }
}
