package dev.millrace.query.event;

import dev.millrace.platform.json.EventJson;
import dev.millrace.query.projection.FeatureProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The {@code event} table: every event as it is served. Written with COPY, which a repeated event would fail; the projection keeps those away, and the checkpoint
 * keeps other writers away.
 */
public final class EventLogProjection implements FeatureProjection {

    /** Those of which nothing else is made. */
    @Override
    public List<Class<? extends DomainEvent>> roots() {
        return List.of(WebhookSourceEvent.class);
    }

    @Override
    public Changes begin(QuerySchema schema) {
        return new Events(schema);
    }

    private static final class Events implements Changes {

        private static final short COLUMNS = 6;

        private final BinaryCopy rows = new BinaryCopy();
        private final String copy;

        Events(QuerySchema schema) {
            this.copy = schema.in(
                    "copy %s.event (organization, sequence, type, subject, command_id, event) from stdin (format binary)");
        }

        @Override
        public void add(EventRecord event, DomainEvent ignored) {
            rows.row(COLUMNS)
                    .text(event.organization().value())
                    .bigint(event.sequence())
                    .text(event.type())
                    .text(event.subject().path())
                    .uuid(event.commandId().value())
                    .bytes(EventJson.write(event));
        }

        @Override
        public void write(Connection connection) throws SQLException {
            rows.copyTo(connection.unwrap(PGConnection.class).getCopyAPI(), copy);
        }
    }
}
