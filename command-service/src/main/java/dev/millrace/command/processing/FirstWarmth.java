package dev.millrace.command.processing;

import java.util.function.LongSupplier;

/**
 * Whether a node has had, once since its start, nearly all of the state that it keeps: its own and its copies of other nodes'. Until then, whoever restarts nodes one
 * after the other should not go on to the next: nobody could take over from that one without reading first.
 *
 * <p>Once is enough. Under load every copy is somewhat behind, and a node that is no longer ready because of that would only leave its requests to fewer others.
 */
final class FirstWarmth {

    private final long fewRecords;
    private final LongSupplier recordsBehind;
    private volatile boolean reached;

    /**
     * Not reached yet.
     *
     * @param fewRecords    changelog records that a partition's state may lack
     * @param recordsBehind tells how many it lacks that lacks most; asked until there are few
     */
    FirstWarmth(long fewRecords, LongSupplier recordsBehind) {
        this.fewRecords = fewRecords;
        this.recordsBehind = recordsBehind;
    }

    /** How many records the partition lacks that lacks most; 0 from the moment that these are few. */
    long missingRecords() {
        if (reached) {
            return 0;
        }
        long behind = recordsBehind.getAsLong();
        reached = behind <= fewRecords;
        return reached ? 0 : behind;
    }
}
