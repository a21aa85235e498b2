/** Tests of traces, logs and their redaction. */
@NullMarked
package dev.millrace.platform.telemetry;

import org.jspecify.annotations.NullMarked;
