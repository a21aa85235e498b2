package dev.millrace.platform.config;

import dev.millrace.platform.config.ConfigurationMetadata.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds configured names that look like ours and belong to no property: a slip that would otherwise pass in silence. */
final class UnknownProperties {

    private static final String PREFIX = "millrace.";
    private static final String ENVIRONMENT_PREFIX = "MILLRACE_";

    private final ConfigurationMetadata metadata;
    private final Set<String> names;
    private final Set<String> variables;
    private final List<String> openNames;
    private final List<String> openVariables;

    UnknownProperties(ConfigurationMetadata metadata) {
        this.metadata = metadata;
        var all = metadata.properties();
        names = all.stream().map(property -> uniform(property.name())).collect(Collectors.toSet());
        variables = new HashSet<>();
        all.forEach(property -> {
            variables.add(property.environmentVariable());
            variables.add(shortVariable(property));
        });
        var open = all.stream()
                .filter(property -> property.isMap() || property.isList())
                .toList();
        openNames = open.stream().map(property -> uniform(property.name())).toList();
        openVariables = new ArrayList<>();
        open.forEach(property -> {
            openVariables.add(property.environmentVariable() + "_");
            openVariables.add(shortVariable(property) + "_");
        });
    }

    /** A sentence for each unknown name. */
    List<String> in(ConfigurableEnvironment environment) {
        var found = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (var name : listed.getPropertyNames()) {
                    var unknown = source instanceof SystemEnvironmentPropertySource ? variable(name) : property(name);
                    if (unknown != null) {
                        found.add(unknown);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private @Nullable String property(String name) {
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        var uniform = uniform(name);
        boolean known = names.contains(uniform)
                || openNames.stream()
                        .anyMatch(open -> uniform.startsWith(open + ".") || uniform.startsWith(open + "["));
        return known ? null : sentence(name, metadata.nearest(name));
    }

    private @Nullable String variable(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        if (!upper.startsWith(ENVIRONMENT_PREFIX)
                || variables.contains(upper)
                || openVariables.stream().anyMatch(upper::startsWith)) {
            return null;
        }
        var nearest = metadata.nearest(name.toLowerCase(Locale.ROOT).replace('_', '.'));
        return sentence(
                name, nearest == null ? null : nearest.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }

    private static String sentence(String name, @Nullable String nearest) {
        return nearest == null
                ? "%s is no property of this process".formatted(name)
                : "%s is no property of this process; the nearest is %s".formatted(name, nearest);
    }

    /** Without what relaxed binding overlooks. */
    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static String shortVariable(Property property) {
        return property.name().toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }
}
