/** Everything in one process: the services, and Kafka, PostgreSQL, an S3 store and an OpenID provider unless others are configured. */
@NullMarked
package dev.millrace.standalone;

import org.jspecify.annotations.NullMarked;
