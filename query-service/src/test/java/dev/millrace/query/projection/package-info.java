/** Tests of the projection of events. */
@NullMarked
package dev.millrace.query.projection;

import org.jspecify.annotations.NullMarked;
