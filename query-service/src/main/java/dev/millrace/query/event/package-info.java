/** The event log as it is served: pages, whole replays and live streams. */
@NullMarked
package dev.millrace.query.event;

import org.jspecify.annotations.NullMarked;
