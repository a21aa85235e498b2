/** What the gateway counts. Meters may be used from any thread. */
@NullMarked
package dev.millrace.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
