/**
 * An OpenID provider for development: one client, {@code dev}, whose secret is public. A process that is told of another provider does not
 * have this one.
 */
@NullMarked
package dev.millrace.standalone.provider;

import org.jspecify.annotations.NullMarked;
