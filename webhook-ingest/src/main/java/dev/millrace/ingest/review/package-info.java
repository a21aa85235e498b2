/** What an operator sees and does: the list of deliveries, one more try for a delivery that failed, and giving it up. */
@NullMarked
package dev.millrace.ingest.review;

import org.jspecify.annotations.NullMarked;
