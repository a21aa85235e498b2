/** Tests of configuration, and the generator of its reference. */
@NullMarked
package dev.millrace.platform.config;

import org.jspecify.annotations.NullMarked;
