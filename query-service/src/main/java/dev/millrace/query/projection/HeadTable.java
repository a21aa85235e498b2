package dev.millrace.query.projection;

import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code head} table: the newest sequence of each organization that a projection shows. */
final class HeadTable {

    private final String select;
    private final String upsert;
    private final String projection;

    HeadTable(QuerySchema schema, String projection) {
        this.projection = projection;
        this.select =
                schema.in("select organization, sequence from %s.head where projection = ? and organization = any (?)");
        this.upsert = schema.in("""
                insert into %s.head (projection, organization, sequence, partition)
                select ?, organization, sequence, partition from unnest(?::text[], ?::bigint[], ?::int[]) as new (organization, sequence, partition)
                on conflict (projection, organization) do update set sequence = excluded.sequence, partition = excluded.partition
                """);
    }

    /** Where an organization is, and in which partition its events lie. */
    record Head(long sequence, int partition) {}

    Map<OrganizationId, Long> load(Connection connection, Collection<DecodedEvent> events) throws SQLException {
        var organizations = events.stream()
                .map(event -> event.record().organization().value())
                .distinct()
                .toArray();
        try (var statement = connection.prepareStatement(select)) {
            statement.setString(1, projection);
            statement.setArray(2, connection.createArrayOf("text", organizations));
            try (var rows = statement.executeQuery()) {
                var heads = new HashMap<OrganizationId, Long>();
                while (rows.next()) {
                    heads.put(new OrganizationId(rows.getString(1)), rows.getLong(2));
                }
                return heads;
            }
        }
    }

    void store(Connection connection, Map<OrganizationId, Head> heads) throws SQLException {
        if (heads.isEmpty()) {
            return;
        }
        List<String> organizations = new ArrayList<>();
        List<Long> sequences = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        heads.forEach((organization, head) -> {
            organizations.add(organization.value());
            sequences.add(head.sequence());
            partitions.add(head.partition());
        });
        try (var statement = connection.prepareStatement(upsert)) {
            statement.setString(1, projection);
            statement.setArray(2, connection.createArrayOf("text", organizations.toArray()));
            statement.setArray(3, connection.createArrayOf("bigint", sequences.toArray()));
            statement.setArray(4, connection.createArrayOf("int", partitions.toArray()));
            statement.executeUpdate();
        }
    }
}
