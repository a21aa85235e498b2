package dev.millrace.platform.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a probe found.
 *
 * @param problem what is wrong; null if nothing is
 * @param details further members of the report, numbers and texts
 */
record Finding(@Nullable String problem, Map<String, Object> details) {

    Finding {
        details = Map.copyOf(details);
    }

    static Finding up(Map<String, Object> details) {
        return new Finding(null, details);
    }

    static Finding down(String problem) {
        return new Finding(problem, Map.of());
    }

    boolean isUp() {
        return problem == null;
    }
}
