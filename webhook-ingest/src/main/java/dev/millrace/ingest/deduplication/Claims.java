package dev.millrace.ingest.deduplication;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims in {@code ingest.delivery}. Their age is measured by the database alone, so that clocks of different nodes never meet. */
final class Claims {

    private final JdbcClient jdbc;
    private final Duration timeout;

    /**
     * Claims on that table.
     *
     * @param timeout age from which whoever holds a claim cannot be writing any more
     */
    Claims(JdbcClient jdbc, Duration timeout) {
        this.jdbc = jdbc;
        this.timeout = timeout;
    }

    /** Claims a delivery that nobody has seen, or tells where it stands. */
    Claim claim(WebhookDelivery delivery) {
        var token = UUID.randomUUID();
        int inserted = jdbc.sql("""
                        insert into ingest.delivery (organization, source, delivery_id, state, claim, event, content_type, received_at)
                        values (?, ?, ?, 'claimed', ?, ?, ?, ?) on conflict do nothing""")
                .params(
                        delivery.organization().value(),
                        delivery.source().value(),
                        delivery.deliveryId(),
                        token,
                        delivery.event(),
                        delivery.contentType(),
                        delivery.receivedAt().atOffset(ZoneOffset.UTC))
                .update();
        return inserted == 1 ? new Claim.Won(token) : look(delivery);
    }

    /** A row that is gone by now was released between the two statements; it reads as held, and the next look claims it. */
    private Claim look(WebhookDelivery delivery) {
        return bind(jdbc.sql("""
                        select state, claim, claimed_at < clock_timestamp() - make_interval(secs => :timeout) as expired
                        from ingest.delivery
                        where organization = :organization and source = :source and delivery_id = :delivery"""), DeliveryKey.of(delivery))
                .param("timeout", timeout.toMillis() / 1000.0)
                .query((row, _) -> claim(row))
                .optional()
                .orElseGet(() -> new Claim.Held(new UUID(0, 0), false));
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return row.getString("state").equals(DeliveryState.CLAIMED.text())
                ? new Claim.Held(row.getObject("claim", UUID.class), row.getBoolean("expired"))
                : new Claim.Stored();
    }

    /** Puts our claim in place of theirs; empty-handed if the delivery was stored, or taken over by somebody else, since we looked. */
    boolean takeOver(DeliveryKey key, UUID theirs, UUID ours) {
        return bind(jdbc.sql("""
                        update ingest.delivery set claim = :ours, claimed_at = clock_timestamp()
                        where organization = :organization and source = :source and delivery_id = :delivery
                          and state = 'claimed' and claim = :theirs"""), key)
                        .param("ours", ours)
                        .param("theirs", theirs)
                        .update()
                == 1;
    }

    /** Notes that the delivery is on the topic. Where the translator holds the row it is noting so itself; nobody waits for it. */
    void stored(DeliveryKey key, UUID token, Position position) {
        bind(jdbc.sql("""
                        update ingest.delivery set state = 'stored', partition = :partition, record_offset = :offset, updated_at = clock_timestamp()
                        where (organization, source, delivery_id) in (
                            select organization, source, delivery_id from ingest.delivery
                            where organization = :organization and source = :source and delivery_id = :delivery
                              and state = 'claimed' and claim = :token
                            for update skip locked)"""), key)
                .param("partition", position.partition())
                .param("offset", position.offset())
                .param("token", token)
                .update();
    }

    /** Gives our claim up, for a delivery that is certainly not on the topic. */
    void release(DeliveryKey key, UUID token) {
        bind(jdbc.sql("""
                        delete from ingest.delivery
                        where organization = :organization and source = :source and delivery_id = :delivery
                          and state = 'claimed' and claim = :token"""), key).param("token", token).update();
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, DeliveryKey key) {
        return statement
                .param("organization", key.organization().value())
                .param("source", key.source().value())
                .param("delivery", key.delivery());
    }
}
