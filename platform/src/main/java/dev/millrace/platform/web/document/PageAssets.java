package dev.millrace.platform.web.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.springframework.http.MediaType;

/** The parts of the page: ours, and those of Swagger UI from its jar. Nothing else can be asked for. */
final class PageAssets {

    private static final String OURS = "/api/docs/";
    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);
    private static final MediaType STYLE = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final MediaType PAGE = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final Map<String, Asset> assets;

    /** One file. */
    record Asset(String resource, MediaType type) {

        byte[] bytes() {
            try (var in = open(resource)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("Expected to read " + resource, e);
            }
        }
    }

    PageAssets() {
        var library = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
        assets = Map.of(
                "index.html", new Asset(OURS + "index.html", PAGE),
                "docs.css", new Asset(OURS + "docs.css", STYLE),
                "docs.js", new Asset(OURS + "docs.js", SCRIPT),
                "swagger-ui.css", new Asset(library + "swagger-ui.css", STYLE),
                "swagger-ui-bundle.js", new Asset(library + "swagger-ui-bundle.js", SCRIPT));
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    private static String version() {
        try (var in = open(WEBJAR)) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + WEBJAR, e);
        }
    }

    private static InputStream open(String resource) {
        var in = PageAssets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("Expected the resource " + resource);
        }
        return in;
    }
}
