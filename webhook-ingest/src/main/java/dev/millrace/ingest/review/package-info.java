/** What an operator sees and does: the list of deliveries, and one more try for a delivery that failed. */
@NullMarked
package dev.millrace.ingest.review;

import org.jspecify.annotations.NullMarked;
