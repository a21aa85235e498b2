package dev.millrace.schemas;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds of a component: of the characters of a text, the value of a number, the entries of a list or map. They stand in the published schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Limits {

    /** Smallest length, value or count. */
    long min() default 0;

    /** Largest length, value or count. */
    long max();
}
