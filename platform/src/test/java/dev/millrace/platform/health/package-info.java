/** Tests of probes and reports. */
@NullMarked
package dev.millrace.platform.health;

import org.jspecify.annotations.NullMarked;
