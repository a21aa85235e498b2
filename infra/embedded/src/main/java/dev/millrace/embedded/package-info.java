/**
 * Kafka, PostgreSQL and an S3 store as real servers that a JVM starts for itself. Each keeps everything below one directory, so that the
 * next start finds what the last one left, however that one ended; each holds a lock there while it runs.
 */
@NullMarked
package dev.millrace.embedded;

import org.jspecify.annotations.NullMarked;
