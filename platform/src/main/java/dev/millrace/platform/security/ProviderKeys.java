package dev.millrace.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The keys of the OpenID provider, found with the first token and not at start: a provider that is away keeps nobody from starting. One thread looks for them while
 * others wait, not longer than it takes at most, and where it fails all fail, for two seconds. Afterwards they are cached for five minutes, fetched again for an unknown key id (not more often than every 30 seconds), and used for four more hours where the provider cannot be reached.
 */
final class ProviderKeys implements JWKSource<SecurityContext> {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 3_000;
    /** How long others wait for the one that asks. */
    private static final int WAIT_MILLIS = CONNECT_TIMEOUT_MILLIS + READ_TIMEOUT_MILLIS;

    private static final Duration FAILURE_LASTS = Duration.ofSeconds(2);
    private static final long CACHED_MILLIS = 5 * 60 * 1000L;
    private static final int MAX_DOCUMENT_BYTES = 256 * 1024;
    private static final long OUTAGE_MILLIS = 4 * 60 * 60 * 1000L;

    private final URI issuer;
    private final @Nullable URI jwksUri;
    private final DefaultResourceRetriever retriever =
            new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_DOCUMENT_BYTES);
    private final ReentrantLock discovering = new ReentrantLock();
    private volatile @Nullable JWKSource<SecurityContext> found;
    private volatile boolean hasKeys;
    private @Nullable Failure failure; // guarded by the lock

    private record Failure(KeySourceException cause, long atNanos) {

        boolean lasts() {
            return System.nanoTime() - atNanos < FAILURE_LASTS.toNanos();
        }
    }

    ProviderKeys(URI issuer, @Nullable URI jwksUri) {
        this.issuer = issuer;
        this.jwksUri = jwksUri;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            var keys = found().get(selector, context);
            hasKeys = true;
            return keys;
        } catch (RateLimitReachedException e) {
            if (hasKeys) {
                throw e;
            }
            throw unknown(e); // no keys yet, which says nothing about a token
        }
    }

    private JWKSource<SecurityContext> found() throws KeySourceException {
        var known = found;
        if (known != null) {
            return known;
        }
        try {
            if (!discovering.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw unknown(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(e);
        }
        try {
            return discover();
        } finally {
            discovering.unlock();
        }
    }

    private JWKSource<SecurityContext> discover() throws KeySourceException {
        var known = found;
        if (known != null) {
            return known;
        }
        if (failure != null && failure.lasts()) {
            throw unknown(failure.cause());
        }
        try {
            known = JWKSourceBuilder.<SecurityContext>create(location(), retriever)
                    .cache(CACHED_MILLIS, WAIT_MILLIS)
                    .retrying(true)
                    .outageTolerant(OUTAGE_MILLIS)
                    .build();
            found = known;
            return known;
        } catch (KeySourceException e) {
            failure = new Failure(e, System.nanoTime());
            throw e;
        }
    }

    private URL location() throws KeySourceException {
        try {
            return jwksUri == null ? discovered() : jwksUri.toURL();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw unknown(e);
        }
    }

    private KeySourceException unknown(@Nullable Exception cause) {
        return new KeySourceException(
                "Expected the OpenID provider %s to say what its keys are".formatted(issuer), cause);
    }

    private URL discovered() throws IOException {
        var base = issuer.toString();
        var address = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/.well-known/openid-configuration";
        var document = retriever.retrieveResource(URI.create(address).toURL()).getContent();
        var keys = Json.MAPPER.readTree(document).path("jwks_uri").asString("");
        if (keys.isEmpty()) {
            throw new MalformedURLException("Expected jwks_uri in " + address);
        }
        return URI.create(keys).toURL();
    }
}
