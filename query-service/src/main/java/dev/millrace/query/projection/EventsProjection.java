package dev.millrace.query.projection;

import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The log of record as tables: the event log itself and what each feature makes of it.
 *
 * <p>All of it is one projection with one checkpoint. So a transaction shows an organization at one sequence, in its events, its tables and its rows alike, one
 * number is the answer to "how far", and a record is decoded once. The price is that features are rebuilt together; a feature that must be rebuilt alone, or may
 * lag, gets a projection of its own.
 */
public final class EventsProjection implements RecordProjection {

    private final QuerySchema schema;
    private final List<FeatureProjection> features;
    private final HeadTable heads;
    private final LateEvents lateEvents;
    private final Listener listener;

    /**
     * The projection of everything.
     *
     * @param features the event log first
     * @param listener told what has become visible
     */
    public EventsProjection(QuerySchema schema, List<FeatureProjection> features, Listener listener) {
        this.schema = schema;
        this.features = List.copyOf(features);
        this.heads = new HeadTable(schema, name());
        this.lateEvents = new LateEvents(schema, this.features);
        this.listener = listener;
    }

    /** Whoever waits for events to become visible. */
    public interface Listener {

        /** The organization has this sequence now, visible to whoever reads from here on. */
        void moved(OrganizationId organization, long sequence);

        /** Others may have made something visible, of any organization. */
        default void movedUnseen() {}

        /** True while anybody waits here. */
        default boolean isWaiting() {
            return false;
        }
    }

    @Override
    public String name() {
        return Topics.EVENT_LOG_GROUP;
    }

    @Override
    public Topic topic() {
        return Topics.EVENTS;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException {
        var events = batch.stream().map(DecodedEvent::of).toList();
        var before = heads.load(connection, events);
        var fresh = new ArrayList<DecodedEvent>(events.size());
        var late = new ArrayList<DecodedEvent>(0);
        var after = new HashMap<OrganizationId, HeadTable.Head>();
        for (var event : events) {
            var organization = event.record().organization();
            var head = after.get(organization);
            long newest = head == null ? before.getOrDefault(organization, 0L) : head.sequence();
            if (event.record().sequence() > newest) {
                fresh.add(event);
                after.put(organization, new HeadTable.Head(event.record().sequence(), event.partition()));
            } else {
                late.add(event);
            }
        }
        write(fresh, connection);
        for (var event : late) {
            lateEvents.apply(event, connection); // after the fresh ones, of which it may be a repetition
        }
        heads.store(connection, after);
    }

    @Override
    public void committed(List<ConsumerRecord<byte[], byte[]>> batch) {
        var newest = new HashMap<OrganizationId, Long>();
        for (var record : batch) {
            newest.merge(Records.organization(record.key()), Records.sequence(record.headers()), Math::max);
        }
        newest.forEach(listener::moved);
    }

    @Override
    public boolean isAwaited() {
        return listener.isWaiting();
    }

    @Override
    public void positioned() {
        listener.movedUnseen();
    }

    private void write(List<DecodedEvent> events, Connection connection) throws SQLException {
        for (var feature : features) {
            var changes = feature.begin(schema);
            for (var event : events) {
                changes.add(event.record(), event.event());
            }
            changes.write(connection);
        }
    }
}
