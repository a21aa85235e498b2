package dev.millrace.ingest.source;

import dev.millrace.ingest.source.WebhookSource.PreviousSecret;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.SignatureScheme;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** Finds sources. It asks the table each time: a copy in memory would go on accepting a secret that another node's projection has just revoked. */
public final class Sources {

    private static final TypeReference<List<Mapping>> MAPPINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    public Sources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The source, if it is registered and not removed. */
    public Optional<WebhookSource> find(OrganizationId organization, WebhookSourceId source) {
        return jdbc.sql("""
                        select organization, source, scheme, sealed_secret, previous_sealed_secret, previous_valid_until, mappings
                        from ingest.source where organization = ? and source = ? and not removed""")
                .params(organization.value(), source.value())
                .query((row, _) -> source(row))
                .optional();
    }

    private static WebhookSource source(ResultSet row) throws SQLException {
        return new WebhookSource(
                new OrganizationId(row.getString("organization")),
                new WebhookSourceId(row.getString("source")),
                SignatureScheme.valueOf(row.getString("scheme")),
                row.getString("sealed_secret"),
                previous(row),
                Json.MAPPER.readValue(row.getString("mappings"), MAPPINGS));
    }

    private static @Nullable PreviousSecret previous(ResultSet row) throws SQLException {
        var sealed = row.getString("previous_sealed_secret");
        return sealed == null
                ? null
                : new PreviousSecret(
                        sealed,
                        row.getObject("previous_valid_until", OffsetDateTime.class)
                                .toInstant());
    }
}
