/**
 * From a delivery on {@code millrace.webhooks} to a command, and from its outcome back to the delivery.
 *
 * <p>Nothing is lost, nothing takes effect twice, and nothing by half. A delivery becomes one command: a {@code row.put}, or a batch of them where several mappings
 * want it. What will be sent is written down first, in a transaction of its own, so that no outcome can come before its command is known. Then the commands are
 * appended; only after all appends were acknowledged the deliveries' new states and the position commit, together. A crash in between repeats all of it, with the
 * same command ids, because these are made from the delivery's key and the number of the attempt alone. The command side gives a repeated id the same outcome and
 * no second effect.
 *
 * <p>Rows of one delivery are touched by three: the door, the translator and the follower of outcomes. Whoever locks several does so in the order of {@link
 * dev.millrace.ingest.delivery.DeliveryKey}. A delivery moves on to later attempts only, so that a late outcome of an earlier
 * one changes nothing; the number of a retry stands in its command before it stands in the delivery.
 */
@NullMarked
package dev.millrace.ingest.translation;

import org.jspecify.annotations.NullMarked;
