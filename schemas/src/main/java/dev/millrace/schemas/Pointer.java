package dev.millrace.schemas;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text, or a map of texts, in the form of an RFC 6901 JSON Pointer. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Pointer {

    /** The form of a pointer: it starts with a slash, and every {@code ~} is followed by 0 or 1. Without repeated groups, which cost stack. */
    String PATTERN = "^(?![\\s\\S]*~(?![01]))(/[\\s\\S]*)?$";

    /** Longest pointer, in characters. */
    int MAX_LENGTH = 1000;
}
