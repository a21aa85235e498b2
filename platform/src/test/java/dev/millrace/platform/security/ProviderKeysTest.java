package dev.millrace.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderKeysTest {

    private static final TestTokens TOKENS = new TestTokens();
    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final AtomicInteger discoveries = new AtomicInteger();
    private volatile boolean isWell;
    private HttpServer provider;
    private ProviderKeys keys;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/.well-known/openid-configuration", this::discovery);
        provider.createContext(
                "/keys",
                exchange -> answer(exchange, 200, new JWKSet(TOKENS.key().toPublicJWK()).toString()));
        provider.start();
        keys = new ProviderKeys(URI.create(address()), null);
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void asksAProviderThatIsAwayOnceForAllThatWait() throws InterruptedException, ExecutionException {
        // given
        Callable<List<JWK>> lookUp = () -> keys.get(ANY, null);
        // when
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var look : threads.invokeAll(Collections.nCopies(30, lookUp))) {
                // then
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(look::get)
                        .withCauseInstanceOf(KeySourceException.class);
            }
        }
        assertThat(discoveries).hasValue(1);
    }

    @Test
    void asksAgainAfterAWhile() {
        // given
        assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> keys.get(ANY, null));
        // when
        isWell = true;
        // then
        await().ignoreException(KeySourceException.class)
                .until(() -> keys.get(ANY, null).size() == 1);
        assertThat(discoveries).hasValue(2);
    }

    /** A token is only to be refused for a key that is not among those that are known. */
    @Test
    void doesNotSayThatAKeyIsUnknownBeforeAnyIsKnown() {
        // given
        isWell = true;
        provider.removeContext("/keys");
        for (int i = 0; i < 5; i++) {
            // when
            assertThatExceptionOfType(KeySourceException.class)
                    .isThrownBy(() -> keys.get(ANY, null))
                    // then
                    .isNotInstanceOf(RateLimitReachedException.class);
        }
    }

    private void discovery(HttpExchange exchange) throws IOException {
        discoveries.incrementAndGet();
        answer(exchange, isWell ? 200 : 503, "{\"jwks_uri\":\"%s/keys\"}".formatted(address()));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String address() {
        return "http://127.0.0.1:" + provider.getAddress().getPort();
    }
}
