/** Contracts of a webhook source: who may deliver, how a delivery is verified, and what it becomes. */
@NullMarked
package dev.millrace.schemas.webhooksource;

import org.jspecify.annotations.NullMarked;
