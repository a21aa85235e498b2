package dev.millrace.query.projection;

import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import java.sql.Connection;
import java.sql.SQLException;

/** What one feature makes of the log. Has no state of its own: what it learns from a batch lives and ends with its {@link Changes}. */
public interface FeatureProjection {

    /** The changes of a new batch, none yet. */
    Changes begin(QuerySchema schema);

    /** What the events of one batch change in the tables of one feature. Several changes of one thing are folded into the last. */
    interface Changes {

        /** Takes the next event in. */
        void add(EventRecord record, DomainEvent event);

        /** Writes everything, in the transaction of the batch. Writes nothing over what a later event has left: an event may be retried late. */
        void write(Connection connection) throws SQLException;
    }
}
