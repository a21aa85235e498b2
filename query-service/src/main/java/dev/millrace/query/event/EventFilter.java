package dev.millrace.query.event;

import dev.millrace.platform.web.Parameters;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.envelope.Subject;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which events a reader wants.
 *
 * @param type    wire name; null for any
 * @param subject the subject and everything below it; null for any
 */
record EventFilter(@Nullable String type, @Nullable Subject subject) {

    /** As the parameters say. What could match no event at all is a mistake, which an empty answer would hide. */
    static EventFilter of(HttpServletRequest request) {
        return new EventFilter(
                type(Parameters.single("type", request)), subject(Parameters.single("subject", request)));
    }

    private static @Nullable String type(@Nullable String name) {
        if (name != null && Catalogue.event(name).isEmpty()) {
            throw Parameters.invalid("type", "the type of an event, such as row.written");
        }
        return name;
    }

    private static @Nullable Subject subject(@Nullable String path) {
        if (path == null) {
            return null;
        }
        if (path.isEmpty()) {
            throw Parameters.invalid("subject", "a path such as table/issues");
        }
        Parameters.text("subject", path);
        return new Subject(path);
    }

    boolean matches(String eventType, Subject eventSubject) {
        return (type == null || type.equals(eventType)) && (subject == null || subject.contains(eventSubject));
    }
}
