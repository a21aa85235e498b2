package dev.millrace.bench.peer.axon;

import dev.millrace.bench.workload.RowData;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** A row has new data. */
@Event(namespace = "bench", name = "row.written")
record RowWritten(String table, @EventTag(key = Row.TAG) String row, Reading data) {

    RowWritten(String row, Reading data) {
        this(RowData.TABLE, row, data);
    }
}
