/** The read APIs over HTTP, with events that were really produced to Kafka. */
@NullMarked
package dev.millrace.query.api;

import org.jspecify.annotations.NullMarked;
