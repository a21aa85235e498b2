package dev.millrace.query.outcome;

import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/organizations/{organization}/commands/{command}}: what became of a command whose caller did not wait for it. */
@RestController
public final class OutcomeController {

    private final ReadSide readSide;

    public OutcomeController(ReadSide readSide) {
        this.readSide = readSide;
    }

    @GetMapping("/v1/organizations/{organization}/commands/{command}")
    ResponseEntity<byte[]> outcome(Caller caller, @PathVariable String organization, @PathVariable String command)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var commandId = CommandId.of(command);
        return readSide.now(
                id,
                snapshot -> Answers.json(
                        snapshot.sequence(), find(id, commandId, snapshot).getBytes(StandardCharsets.UTF_8)));
    }

    private static String find(OrganizationId organization, CommandId command, Snapshot snapshot) throws SQLException {
        try (var statement = snapshot.connection()
                .prepareStatement("select outcome from query.outcome where organization = ? and command_id = ?")) {
            statement.setString(1, organization.value());
            statement.setObject(2, command.value());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new Problem(
                            ErrorCode.NOT_FOUND,
                            "Expected the outcome of command %s, but it is not known: ask again shortly if the command was taken in"
                                    .formatted(command));
                }
                return rows.getString(1);
            }
        }
    }
}
