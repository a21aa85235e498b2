package dev.millrace.query.organization;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/organizations/{organization}}. */
@RestController
public final class OrganizationController {

    private final ReadSide readSide;

    public OrganizationController(ReadSide readSide) {
        this.readSide = readSide;
    }

    /** An organization as it is answered. */
    record View(
            String organization,
            String name,
            @JsonRawValue String settings,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    @GetMapping("/v1/organizations/{organization}")
    ResponseEntity<byte[]> organization(
            Caller caller,
            @PathVariable String organization,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String after)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        return readSide.after(
                Parameters.sequence(SequenceHeaders.AFTER, after),
                id,
                snapshot -> Answers.json(snapshot.sequence(), find(id, snapshot)));
    }

    private static View find(OrganizationId id, Snapshot snapshot) throws SQLException {
        try (var statement = snapshot.connection()
                .prepareStatement(
                        "select name, settings, version, created_at, updated_at from query.organization where organization = ?")) {
            statement.setString(1, id.value());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new Problem(ErrorCode.NOT_FOUND, "Expected organization %s, but there is none".formatted(id));
                }
                return new View(
                        id.value(),
                        rows.getString(1),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant(),
                        rows.getObject(5, OffsetDateTime.class).toInstant());
            }
        }
    }
}
