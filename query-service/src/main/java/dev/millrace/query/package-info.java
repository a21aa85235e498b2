/** The read side: topics become tables in PostgreSQL, and every read API answers from those. Knows neither the command side nor Kafka beyond its topics. */
@NullMarked
package dev.millrace.query;

import org.jspecify.annotations.NullMarked;
