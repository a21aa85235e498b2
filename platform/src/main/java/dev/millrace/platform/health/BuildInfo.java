package dev.millrace.platform.health;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is running. An image sets these when it is built.
 *
 * @param version release; where left out, that of the jar
 * @param commit  revision of the source
 * @param time    when it was built, ISO 8601
 */
@ConfigurationProperties("millrace.build")
public record BuildInfo(
        @Nullable String version,
        @DefaultValue("unknown") String commit,
        @DefaultValue("unknown") String time) {

    private static final String FROM_SOURCE = "development";

    /** The release, as well as it is known. */
    public String release() {
        if (version != null) {
            return version;
        }
        var jar = BuildInfo.class.getPackage().getImplementationVersion();
        return jar == null ? FROM_SOURCE : jar;
    }
}
