package dev.millrace.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The keys of the OpenID provider, found with the first token and not at start: a provider that is away keeps nobody from starting. Afterwards they are cached for
 * five minutes, fetched again for an unknown key id (not more often than every 30 seconds), and used for four more hours where the provider cannot be reached.
 */
final class ProviderKeys implements JWKSource<SecurityContext> {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 3_000;
    private static final int MAX_DOCUMENT_BYTES = 256 * 1024;
    private static final long OUTAGE_MILLIS = 4 * 60 * 60 * 1000L;

    private final URI issuer;
    private final @Nullable URI jwksUri;
    private final DefaultResourceRetriever retriever =
            new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_DOCUMENT_BYTES);
    private final ReentrantLock discovering = new ReentrantLock();
    private volatile @Nullable JWKSource<SecurityContext> found;

    ProviderKeys(URI issuer, @Nullable URI jwksUri) {
        this.issuer = issuer;
        this.jwksUri = jwksUri;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        return found().get(selector, context);
    }

    private JWKSource<SecurityContext> found() throws KeySourceException {
        var known = found;
        if (known != null) {
            return known;
        }
        discovering.lock();
        try {
            known = found;
            if (known == null) {
                known = JWKSourceBuilder.<SecurityContext>create(location(), retriever)
                        .retrying(true)
                        .outageTolerant(OUTAGE_MILLIS)
                        .build();
                found = known;
            }
            return known;
        } finally {
            discovering.unlock();
        }
    }

    private URL location() throws KeySourceException {
        try {
            return jwksUri == null ? discovered() : jwksUri.toURL();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new KeySourceException(
                    "Expected the OpenID provider %s to say where its keys are".formatted(issuer), e);
        }
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
