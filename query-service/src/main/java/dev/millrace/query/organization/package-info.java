/** Organizations as they are now. */
@NullMarked
package dev.millrace.query.organization;

import org.jspecify.annotations.NullMarked;
