package dev.millrace.query.event;

import dev.millrace.query.read.Parameters;
import dev.millrace.schemas.envelope.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Which events a reader wants.
 *
 * @param type    wire name; null for any
 * @param subject the subject and everything below it; null for any
 */
record EventFilter(@Nullable String type, @Nullable Subject subject) {

    static EventFilter of(@Nullable String type, @Nullable String subject) {
        return new EventFilter(
                Parameters.text("type", type),
                Parameters.text("subject", subject) == null ? null : new Subject(String.valueOf(subject)));
    }

    boolean matches(String eventType, Subject eventSubject) {
        return (type == null || type.equals(eventType)) && (subject == null || subject.contains(eventSubject));
    }
}
