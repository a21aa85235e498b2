/** What became of commands, for those who ask later. */
@NullMarked
package dev.millrace.query.outcome;

import org.jspecify.annotations.NullMarked;
