/** Webhook sources. Their secrets pass through here sealed and are never opened. */
@NullMarked
package dev.millrace.command.webhooksource;

import org.jspecify.annotations.NullMarked;
