package dev.millrace.ingest.source;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookMappingsChanged;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSecretRotated;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRegistered;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRemoved;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The table {@code ingest.source}: one row a source, as the events have it. */
public final class SourceProjection implements RecordProjection {

    /** Stable for ever: positions are kept under it. */
    public static final String NAME = "millrace.ingest.sources";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic topic() {
        return Topics.EVENTS;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException {
        for (var record : batch) {
            var type = Catalogue.event(Records.type(record.headers())).orElse(null);
            if (type != null && WebhookSourceEvent.class.isAssignableFrom(type)) {
                project(Records.event(record), type.asSubclass(WebhookSourceEvent.class), connection);
            }
        }
    }

    private static void project(EventRecord event, Class<? extends WebhookSourceEvent> type, Connection connection)
            throws SQLException {
        var organization = event.organization();
        switch (Json.MAPPER.readValue(
                event.data().bytes(), type)) { // no default: a new event must not compile until it is projected
            case WebhookSourceRegistered registered -> register(organization, registered, connection);
            case WebhookSecretRotated rotated -> rotate(organization, rotated, connection);
            case WebhookMappingsChanged changed -> changeMappings(organization, changed, connection);
            case WebhookSourceRemoved removed -> remove(organization, removed, connection);
        }
    }

    /** A source that was removed may come back under its name; nothing of the old one stays. */
    private static void register(OrganizationId organization, WebhookSourceRegistered event, Connection connection)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into ingest.source (organization, source, scheme, sealed_secret, mappings) values (?, ?, ?, ?, ?::json)
                on conflict (organization, source) do update set
                    scheme = excluded.scheme, sealed_secret = excluded.sealed_secret, mappings = excluded.mappings,
                    previous_sealed_secret = null, previous_valid_until = null, removed = false""")) {
            insert.setString(1, organization.value());
            insert.setString(2, event.source().value());
            insert.setString(3, event.scheme().name());
            insert.setString(4, event.sealedSecret());
            insert.setString(5, json(event.mappings()));
            insert.executeUpdate();
        }
    }

    /** Exactly one earlier secret stays valid: the one that this rotation replaces. */
    private static void rotate(OrganizationId organization, WebhookSecretRotated event, Connection connection)
            throws SQLException {
        try (var update = connection.prepareStatement("""
                update ingest.source set previous_sealed_secret = sealed_secret, previous_valid_until = ?, sealed_secret = ?
                where organization = ? and source = ?""")) {
            update.setObject(1, event.previousValidUntil().atOffset(ZoneOffset.UTC));
            update.setString(2, event.sealedSecret());
            update.setString(3, organization.value());
            update.setString(4, event.source().value());
            update.executeUpdate();
        }
    }

    private static void changeMappings(OrganizationId organization, WebhookMappingsChanged event, Connection connection)
            throws SQLException {
        try (var update = connection.prepareStatement(
                "update ingest.source set mappings = ?::json where organization = ? and source = ?")) {
            update.setString(1, json(event.mappings()));
            update.setString(2, organization.value());
            update.setString(3, event.source().value());
            update.executeUpdate();
        }
    }

    private static void remove(OrganizationId organization, WebhookSourceRemoved event, Connection connection)
            throws SQLException {
        try (var update = connection.prepareStatement(
                "update ingest.source set removed = true where organization = ? and source = ?")) {
            update.setString(1, organization.value());
            update.setString(2, event.source().value());
            update.executeUpdate();
        }
    }

    private static String json(List<Mapping> mappings) {
        return Json.MAPPER.writeValueAsString(mappings);
    }
}
