package dev.millrace.query.outcome;

import dev.millrace.platform.progress.ProjectionProgress;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/organizations/{organization}/commands/{id}}: the outcome of a command, as soon as there is one. */
@RestController
public final class OutcomeController {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final ReadSide readSide;
    private final ProjectionProgress progress;

    /**
     * Reads from the read side.
     *
     * @param progress of the outcomes, which are projected beside the events
     */
    public OutcomeController(ReadSide readSide, ProjectionProgress progress) {
        this.readSide = readSide;
        this.progress = progress;
    }

    @GetMapping("/v1/organizations/{organization}/commands/{id}")
    ResponseEntity<byte[]> outcome(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String id,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String after,
            HttpServletResponse response)
            throws SQLException {
        var organizationId = new OrganizationId(organization);
        caller.requireUseOf(organizationId);
        var command = CommandId.of(id);
        var sequence = Parameters.sequence(SequenceHeaders.AFTER, after);
        var found = readSide.after(sequence, organizationId, snapshot -> find(organizationId, command, snapshot));
        if (found.isEmpty() && sequence > 0) {
            awaitOutcomes(organizationId);
            found = readSide.now(organizationId, snapshot -> find(organizationId, command, snapshot));
        }
        return found.orElseThrow(() -> notYet(command, response));
    }

    /** Whoever knows a sequence knows that its outcome is on the topic, because both were committed at once. */
    private void awaitOutcomes(OrganizationId organization) {
        if (!progress.awaitEnd(organization, readSide.maxWait())) {
            throw new Problem(
                    ErrorCode.NOT_YET_VISIBLE,
                    "Expected the outcomes up to now to be visible within %d ms, but they are not"
                            .formatted(readSide.maxWait().toMillis()));
        }
    }

    private static Problem notYet(CommandId id, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return new Problem(
                ErrorCode.NOT_FOUND, "Expected an outcome of command %s, but there is none, or none yet".formatted(id));
    }

    private static Optional<ResponseEntity<byte[]>> find(OrganizationId organization, CommandId id, Snapshot snapshot)
            throws SQLException {
        try (var statement = snapshot.connection()
                .prepareStatement("select outcome from query.outcome where organization = ? and command_id = ?")) {
            statement.setString(1, organization.value());
            statement.setObject(2, id.value());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(Answers.json(
                                snapshot.sequence(), rows.getString(1).getBytes(StandardCharsets.UTF_8)))
                        : Optional.empty();
            }
        }
    }
}
