package dev.millrace.platform.config;

import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The {@code millrace.*} properties that the modules on the class path have, as the compiler wrote them down from the properties records. */
public final class ConfigurationMetadata {

    private static final String PREFIX = "millrace.";
    private static final String RESOURCE = "META-INF/spring-configuration-metadata.json";

    private final List<Property> properties;

    private ConfigurationMetadata(List<Property> properties) {
        this.properties = properties;
    }

    /**
     * One property.
     *
     * @param name        canonical, such as {@code millrace.kafka.bootstrap-servers}
     * @param type        Java type
     * @param source      the record it belongs to
     * @param fallback    what holds where it is left out; null if nothing
     * @param description from the record's Javadoc
     */
    public record Property(
            String name,
            String type,
            String source,
            @Nullable String fallback,
            String description) {

        /** The environment variable that sets it. */
        public String environmentVariable() {
            return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        }

        /** True if anything may follow the name after a dot. */
        public boolean isMap() {
            return type.startsWith("java.util.Map");
        }

        /** True if an index may follow the name. */
        public boolean isList() {
            return type.startsWith("java.util.List") || type.startsWith("java.util.Set");
        }
    }

    /** Reads what the class path has. */
    public static ConfigurationMetadata read(ClassLoader loader) {
        var byName = new TreeMap<String, Property>();
        try {
            for (var url : Collections.list(loader.getResources(RESOURCE))) {
                try (var in = url.openStream()) {
                    collect(Json.MAPPER.readTree(in), byName);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + RESOURCE, e);
        }
        return new ConfigurationMetadata(List.copyOf(byName.values()));
    }

    private static void collect(JsonNode document, Map<String, Property> byName) {
        for (var node : document.path("properties")) {
            var name = node.path("name").asString("");
            if (name.startsWith(PREFIX)) {
                byName.put(name, property(name, node));
            }
        }
    }

    private static Property property(String name, JsonNode node) {
        var fallback = node.get("defaultValue");
        return new Property(
                name,
                node.path("type").asString("java.lang.String"),
                node.path("sourceType").asString(""),
                fallback == null ? null : text(fallback),
                node.path("description").asString(""));
    }

    private static String text(JsonNode fallback) {
        return fallback.isArray()
                ? String.join(
                        ",", fallback.valueStream().map(JsonNode::asString).toList())
                : fallback.asString();
    }

    /** All of them, by name. */
    public List<Property> properties() {
        return properties;
    }

    /** The name among these that comes nearest to a wrong one, if one comes near. */
    @Nullable
    String nearest(String wrong) {
        return properties.stream()
                .map(Property::name)
                .min(Comparator.comparingInt(name -> distance(name, wrong)))
                .filter(name -> distance(name, wrong) <= wrong.length() / 3)
                .orElse(null);
    }

    /** Letters left out at the end, or too many of them, are the likeliest slip. */
    private static int distance(String name, String wrong) {
        return name.startsWith(wrong) || wrong.startsWith(name) ? 0 : EditDistance.between(name, wrong);
    }
}
