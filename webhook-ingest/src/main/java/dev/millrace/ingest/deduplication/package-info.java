/**
 * Each delivery reaches {@code millrace.webhooks} once, however often, wherever and how concurrently it arrives, and whenever a node dies.
 *
 * <p>Kafka and PostgreSQL share no transaction, so three steps are taken, and each may be the last: <em>claim</em> (insert the row of the delivery's key;
 * one node wins), <em>produce</em> (acknowledged by all replicas), <em>mark</em> the row as stored. Only then the provider gets its 2xx.
 *
 * <p>The invariant: <b>whoever produces holds the row's claim, and whenever a claim changes hands, the row says truly whether the record is on the topic.</b>
 *
 * <ul>
 *   <li>Died before <em>produce</em>: no record, and no 2xx was given. The provider delivers again and finds a claim.
 *   <li>Died between <em>produce</em> and <em>mark</em>: the record is there, the row does not know. The translator, which reads every record of the topic,
 *       marks each row it meets in the transaction that moves its own position.
 *   <li>A claim that is found therefore changes hands only when both hold: it is older than any write of its holder can last (the longest stall between
 *       claim and produce, plus {@link dev.millrace.ingest.archive.DeliveryArchive#LONGEST_WRITE}; the age is the database's), so that no record can appear any
 *       more; <em>and</em> the translator has since passed the end of the partition, so that a record that had appeared would be marked. Then, still unmarked
 *       means not there, and producing again doubles nothing. The change itself is a compare-and-set on the claim's token: of two who take over, one does.
 *   <li>Until then a second arrival waits a little and is asked to come back ({@code UNAVAILABLE}). A produce that failed without certainty is left claimed, like a
 *       crash; only a record that the broker refused for its size gives its claim back.
 * </ul>
 *
 * <p>What no timeout can exclude (a node frozen for minutes between two instructions that then goes on) the translator catches: it takes the first record of a
 * key and passes over any other. And its commands carry ids made from the key, so that even then no effect is doubled.
 */
@NullMarked
package dev.millrace.ingest.deduplication;

import org.jspecify.annotations.NullMarked;
