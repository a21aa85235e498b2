/** What could not be processed, as it stands now. */
@NullMarked
package dev.millrace.query.deadletter;

import org.jspecify.annotations.NullMarked;
