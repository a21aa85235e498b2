package dev.millrace.platform.config;

import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells people what is wrong with the configuration, all of it, without a stack trace. Public, because Boot makes it by name. */
public final class InvalidConfigurationAnalyzer extends AbstractFailureAnalyzer<InvalidConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfiguration cause) {
        var description = new StringBuilder("The configuration is wrong in %d place%s:%n%n"
                .formatted(cause.problems().size(), cause.problems().size() == 1 ? "" : "s"));
        append(description, cause.problems());
        if (!cause.hints().isEmpty()) {
            description.append("%nAlso:%n%n".formatted());
            append(description, cause.hints());
        }
        return new FailureAnalysis(
                description.toString(),
                "Set the properties, or the environment variables of the same names"
                        + " (millrace.kafka.bootstrap-servers is MILLRACE_KAFKA_BOOTSTRAP_SERVERS). docs/configuration.md lists all.",
                cause);
    }

    private static void append(StringBuilder description, List<String> lines) {
        lines.forEach(line -> description.append("  - ").append(line).append(System.lineSeparator()));
    }
}
