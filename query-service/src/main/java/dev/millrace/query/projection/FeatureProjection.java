package dev.millrace.query.projection;

import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What one feature makes of the log. Has no state of its own: what it learns from a batch lives and ends with its {@link Changes}. */
public interface FeatureProjection {

    /** The events that it is made from. */
    List<Class<? extends DomainEvent>> roots();

    /** The changes of a new batch, none yet. */
    Changes begin(QuerySchema schema);

    /** What the events of one batch change in the tables of one feature. Several changes of one thing are folded into the last. */
    interface Changes {

        /** Takes the next event in. */
        void add(EventRecord record, DomainEvent event);

        /** Writes everything, in the transaction of the batch. Writes nothing over what a later event has left: an event may be retried late. */
        void write(Connection connection) throws SQLException;
    }

    /** Fails unless the events of each root are projected. Of one root none can be forgotten, because a feature's own switch has a case for each. */
    static void requireEach(List<Class<? extends DomainEvent>> roots, List<FeatureProjection> features) {
        var missing = new ArrayList<>(roots);
        features.forEach(feature -> missing.removeAll(feature.roots()));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Expected a projection of each event, but there is none of " + missing);
        }
    }
}
