package dev.millrace.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The query parameters that a route knows, as its document lists them. Any other is {@code INVALID_PARAMETER}: a filter that is misspelt must not be answered with
 * everything, nor a condition be passed over that was meant for the body or a header. A route without this knows none.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryParameters {

    /** Their names. */
    String[] value();
}
