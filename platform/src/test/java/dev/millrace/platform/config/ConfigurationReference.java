package dev.millrace.platform.config;

import dev.millrace.platform.config.ConfigurationMetadata.Property;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the reference page and the example file from the properties records of all modules on the class path, so that neither can say something else than the code.
 */
public final class ConfigurationReference {

    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|link|value|literal)\\s+([^{}]*)}");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final List<Class<? extends Annotation>> REQUIRING =
            List.of(NotBlank.class, NotNull.class, NotEmpty.class);

    private final Map<String, List<Property>> byGroup;

    public ConfigurationReference(ConfigurationMetadata metadata) {
        byGroup = metadata.properties().stream()
                .collect(Collectors.groupingBy(
                        property -> property.name().substring(0, property.name().lastIndexOf('.')),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /** {@code docs/configuration.md}. */
    public String page() {
        var page = new StringBuilder("""
                # Configuration

                Every property can be set as an environment variable, as a system property (`-Dmillrace.web.max-body=4MB`) or on the
                command line (`--millrace.web.max-body=4MB`); the later in this list wins. All are checked at start, and everything that is
                wrong is reported at once. Durations are written `500ms`, `30s`, `5m`, `7d`; sizes `64KB`, `2MB`.

                What is required is provided by the program itself where it runs everything embedded (`./millrace up`).

                This page is generated from the properties records; a test keeps it in step.
                `infra/millrace.env.example` lists the same as a file to copy.
                """);
        byGroup.forEach((group, properties) -> {
            page.append("\n## `")
                    .append(group)
                    .append("`\n\n| variable | type | default | meaning |\n|---|---|---|---|\n");
            properties.forEach(property -> page.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            property.environmentVariable(),
                            type(property),
                            fallback(property),
                            prose(property).replace("|", "\\|"))));
        });
        return page.toString().replace(System.lineSeparator(), "\n");
    }

    /** {@code infra/millrace.env.example}. */
    public String example() {
        var file = new StringBuilder("""
                # Every property with its default; what is required has none and is to be filled in. Copy and change.
                # Generated from the properties records, see docs/configuration.md.
                """);
        byGroup.forEach((group, properties) -> {
            file.append("\n# ").append(group).append('\n');
            properties.forEach(property -> file.append("# ")
                    .append(prose(property).replace("`", ""))
                    .append('\n')
                    .append(isRequired(property) ? "" : "#")
                    .append(property.environmentVariable())
                    .append('=')
                    .append(property.fallback() == null ? "" : property.fallback())
                    .append('\n'));
        });
        return file.toString();
    }

    private static String fallback(Property property) {
        if (isRequired(property)) {
            return "**required**";
        }
        var fallback = property.fallback();
        return fallback == null || fallback.isEmpty() ? "" : "`" + fallback + "`";
    }

    private static String prose(Property property) {
        return INLINE_TAG.matcher(property.description()).replaceAll("`$1`");
    }

    private static String type(Property property) {
        if (property.isList()) {
            return "list, separated by commas";
        }
        if (property.isMap()) {
            return "names and values";
        }
        return switch (property.type()) {
            case "java.lang.String" -> "text";
            case "java.net.URI" -> "address";
            case "java.lang.Integer", "java.lang.Long", "java.lang.Short" -> "number";
            case "java.lang.Boolean" -> "`true` or `false`";
            case "java.time.Duration" -> "duration";
            case "org.springframework.util.unit.DataSize" -> "size";
            case "java.nio.file.Path" -> "path";
            default -> choices(property.type());
        };
    }

    private static String choices(String type) {
        var constants = load(type).getEnumConstants();
        return constants == null
                ? "text"
                : Arrays.stream(constants)
                        .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
                        .collect(Collectors.joining(" or "));
    }

    private static boolean isRequired(Property property) {
        if (property.fallback() != null || property.source().isEmpty()) {
            return false;
        }
        var name = property.name().substring(property.name().lastIndexOf('.') + 1);
        return Arrays.stream(load(property.source()).getDeclaredFields())
                .filter(field -> HUMP.matcher(field.getName())
                        .replaceAll("-")
                        .toLowerCase(Locale.ROOT)
                        .equals(name))
                .anyMatch(field -> REQUIRING.stream().anyMatch(field::isAnnotationPresent));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ConfigurationReference.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Expected the class of a property on the class path", e);
        }
    }
}
