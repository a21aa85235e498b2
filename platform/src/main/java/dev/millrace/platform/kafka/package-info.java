/** How records travel: clients, topics, and the mapping of envelopes to CloudEvents headers in binary mode. */
@NullMarked
package dev.millrace.platform.kafka;

import org.jspecify.annotations.NullMarked;
