/** Feeds a topic to PostgreSQL in batches: the rows and the position of a batch are stored in one transaction, so a replay or a crash counts nothing twice. */
@NullMarked
package dev.millrace.platform.projection;

import org.jspecify.annotations.NullMarked;
