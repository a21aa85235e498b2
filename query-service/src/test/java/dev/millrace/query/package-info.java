/** Tests of the read side against a real Kafka and a real PostgreSQL. */
@NullMarked
package dev.millrace.query;

import org.jspecify.annotations.NullMarked;
