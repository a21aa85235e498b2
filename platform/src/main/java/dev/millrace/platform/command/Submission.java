package dev.millrace.platform.command;

import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * A command on its way. Both futures are the caller's own: bound the wait on them as you like. They complete on Kafka's or the processor's thread, so continue
 * asynchronously.
 *
 * @param id       the command's id, the caller's or the one made
 * @param appended done once the command is safe in the log; failed if it may not be, in which case it is to be sent again under the same id
 * @param outcome  what became of it; failed if {@code appended} is; never done otherwise where the origin does not await it
 */
public record Submission(CommandId id, CompletableFuture<Void> appended, CompletableFuture<Outcome> outcome) {}
