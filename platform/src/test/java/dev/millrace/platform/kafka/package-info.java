/** Tests of records and topics. */
@NullMarked
package dev.millrace.platform.kafka;

import org.jspecify.annotations.NullMarked;
