/** The beans that every service shares, imported once by {@link dev.millrace.platform.PlatformConfiguration}. */
@NullMarked
package dev.millrace.platform;

import org.jspecify.annotations.NullMarked;
