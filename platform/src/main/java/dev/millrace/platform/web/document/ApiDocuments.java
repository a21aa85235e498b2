package dev.millrace.platform.web.document;

import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The documents, put together when the first reader asks: what is written by hand, and the schemas from where they are defined. */
final class ApiDocuments {

    private static final String SHARED = "x-shared-schemas";

    private final Once openApi = new Once(ApiDocuments::assembleOpenApi);
    private final Once asyncApi = new Once(ApiDocuments::assembleAsyncApi);

    /** OpenAPI 3.1 as JSON. */
    byte[] openApi() {
        return openApi.get();
    }

    /** AsyncAPI 3.0 as JSON. */
    byte[] asyncApi() {
        return asyncApi.get();
    }

    private static ObjectNode assembleOpenApi() {
        var document = read("openapi.yaml");
        var schemas = schemas(document);
        PublishedSchemas.addTo(schemas);
        var status = read("health-status.schema.json");
        status.remove("$schema");
        schemas.set("HealthStatus", status);
        return document;
    }

    private static ObjectNode assembleAsyncApi() {
        var document = read("asyncapi.yaml");
        var schemas = schemas(document);
        PublishedSchemas.addTo(schemas);
        // AsyncAPI's discriminator is the member's name alone, where OpenAPI's also maps its values.
        ((ObjectNode) schemas.required("Command")).put("discriminator", "type");
        var shared = schemas(read("openapi.yaml"));
        document.required(SHARED).forEach(name -> schemas.set(name.asString(), shared.required(name.asString())));
        document.remove(SHARED);
        return document;
    }

    private static ObjectNode schemas(ObjectNode document) {
        return (ObjectNode) document.required("components").required("schemas");
    }

    /** JSON is YAML. */
    private static ObjectNode read(String name) {
        try (var in = ApiDocuments.class.getResourceAsStream("/api/" + name)) {
            if (in == null) {
                throw new IllegalStateException("Expected the resource api/" + name);
            }
            return (ObjectNode) new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read the resource api/" + name, e);
        }
    }

    /** Made by the first who asks; the others wait for it. */
    private static final class Once {

        private final Supplier<ObjectNode> source;
        private final ReentrantLock making = new ReentrantLock();
        private volatile byte @Nullable [] made;

        Once(Supplier<ObjectNode> source) {
            this.source = source;
        }

        byte[] get() {
            var known = made;
            if (known != null) {
                return known;
            }
            making.lock();
            try {
                known = made;
                if (known == null) {
                    known = Json.MAPPER.writeValueAsBytes(source.get());
                    made = known;
                }
                return known;
            } finally {
                making.unlock();
            }
        }
    }
}
