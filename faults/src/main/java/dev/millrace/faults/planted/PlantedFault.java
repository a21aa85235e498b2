package dev.millrace.faults.planted;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Everything that can be planted: what a client would suffer, and the one method that is altered for it. */
public enum PlantedFault {

    /** A repeated command takes effect again. */
    DEDUPLICATION_OFF("dev.millrace.command.processing.Deduplication", "find", new Rewrite.ReturnNull()),

    /** The checkpoint of a projection is committed before what it stands for, with time enough for a crash in between. */
    CHECKPOINT_APART("dev.millrace.platform.projection.ProjectionTables", "advance", new Rewrite.CommitBeforeReturn()),

    /** The projection passes over a batch. */
    LOST_BATCH("dev.millrace.query.projection.EventsProjection", "write", new Rewrite.SkipNowAndThen()),

    /** A decision's events are numbered and written twice. */
    DOUBLED_EVENT("dev.millrace.command.processing.Decision", "events", new Rewrite.DoubleReturnedList()),

    /** An event stands twice in the topic under the same sequence, which every reader of ours passes over. */
    DOUBLED_RECORD(
            "dev.millrace.command.processing.Decider$Verdict$Accepted", "events", new Rewrite.DoubleReturnedList()),

    /** A link of the chain is computed over another sequence than the event's. */
    BROKEN_CHAIN(
            "dev.millrace.schemas.envelope.Chain",
            "next(Ljava/lang/String;Ljava/lang/String;Ldev/millrace/schemas/envelope/Subject;"
                    + "Ljava/lang/String;Ljava/lang/String;JLdev/millrace/schemas/envelope/RawJson;)",
            new Rewrite.IncrementLong(6)),

    /** Clients are told of the outcomes of a transaction that is aborted. */
    ACKNOWLEDGED_BEFORE_COMMIT(
            "dev.millrace.command.processing.CommittingProducer",
            "commitTransaction",
            new Rewrite.CallInstead("commitTransaction", "abortTransaction")),

    /** A read shows what is there now and claims to show far newer sequences. */
    STALE_READ("dev.millrace.query.read.ReadSide", "begin", new Rewrite.ReturnMore(1_000)),

    /** A command that took effect is answered as refused. */
    REFUSED_WITH_EFFECT("dev.millrace.command.processing.Effects", "answer", new Rewrite.RefuseOutcome(2)),

    /** A socket misses an event. */
    SOCKET_MISSES("dev.millrace.gateway.subscription.Subscription", "live", new Rewrite.SkipNowAndThen()),

    /** A socket gets an event twice. */
    SOCKET_DOUBLES("dev.millrace.gateway.subscription.Subscription", "live", new Rewrite.TwiceNowAndThen()),

    /** A change of a row is missing in the table of rows, though it is in the event log. */
    ROW_NOT_WRITTEN("dev.millrace.query.row.RowProjection$Rows", "put", new Rewrite.SkipNowAndThen()),

    /** A webhook delivery that was taken is translated into nothing. */
    DELIVERY_LOST("dev.millrace.ingest.translation.Plan", "of", new Rewrite.EmptyReturnedList()),

    /** A processor that lost its partitions while it was frozen may still commit what it reads and writes. */
    FENCING_OFF(
            "org.apache.kafka.clients.producer.KafkaProducer",
            "sendOffsetsToTransaction(",
            new Rewrite.ForgetMembership(2));

    private final String className;
    private final String method;

    /** A record of numbers and names, whatever it does. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Rewrite rewrite;

    /**
     * A fault in one method.
     *
     * @param className binary name of the class
     * @param method    name of the method, and its parameters as a descriptor where the name alone is not enough
     */
    PlantedFault(String className, String method, Rewrite rewrite) {
        this.className = className;
        this.method = method;
        this.rewrite = rewrite;
    }

    /** The fault of this wire name; fails with the names there are. */
    public static PlantedFault of(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected one of %s, but got %s"
                        .formatted(
                                Arrays.stream(values()).map(PlantedFault::label).collect(Collectors.joining(", ")),
                                name)));
    }

    /** Its name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What must happen to the program for it to show. */
    public Occasion occasion() {
        return switch (this) {
            case CHECKPOINT_APART -> Occasion.CRASH;
            case FENCING_OFF -> Occasion.ZOMBIE;
            default -> Occasion.LOAD;
        };
    }

    /** Occasions for a fault to show. */
    public enum Occasion {
        /** Any load will do. */
        LOAD,
        /** A process dies at the wrong moment. */
        CRASH,
        /** Another node takes over from one that is only frozen, and thaws. */
        ZOMBIE
    }

    /** Where it is planted, for people. */
    public String place() {
        int parameters = method.indexOf('(');
        return className.substring(className.lastIndexOf('.') + 1) + "."
                + (parameters < 0 ? method : method.substring(0, parameters));
    }

    String className() {
        return className;
    }

    boolean isIn(String name, String descriptor) {
        return method.contains("(") ? (name + descriptor).startsWith(method) : name.equals(method);
    }

    Rewrite rewrite() {
        return rewrite;
    }
}
