package dev.millrace.schemas;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a command on the wire. It outlives the class name: renaming a class is not a change of the contract. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CommandType {

    /** The name, {@code <feature>.<imperative>}. */
    String value();

    /** The version of its shape, from 1. */
    int version() default 1;
}
