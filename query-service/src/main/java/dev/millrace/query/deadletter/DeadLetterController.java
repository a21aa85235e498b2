package dev.millrace.query.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.platform.security.Caller;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.Cursor;
import dev.millrace.query.read.Parameters;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/organizations/{organization}/dead-letters}: what could not be processed, where it lies, and why. */
@RestController
public final class DeadLetterController {

    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final String SELECT = """
            select id, kind, state, type, topic, partition, record_offset, cause, taken_at, actor, data
            from query.dead_letter where organization = ? and state = any (?) and id > ? order by id limit ?
            """;

    private final ReadSide readSide;

    public DeadLetterController(ReadSide readSide) {
        this.readSide = readSide;
    }

    /** A dead letter as it is answered; secrets in its data are sealed. */
    record View(
            String id,
            String kind,
            String state,
            String type,
            String topic,
            int partition,
            long offset,
            String cause,
            Instant time,
            String actor,
            String data) {}

    /** A page of dead letters. */
    record Page(
            List<View> deadLetters,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    @GetMapping("/v1/organizations/{organization}/dead-letters")
    ResponseEntity<byte[]> deadLetters(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var states = states(state);
        int count = Parameters.limit(limit, MAX_LIMIT, DEFAULT_LIMIT);
        var query = "dead-letters\n" + id + "\n" + states;
        var from = cursor == null ? "" : Cursor.read(query, cursor, 1).getFirst();
        return readSide.now(id, snapshot -> {
            var found = list(id, states, from, count + 1, snapshot);
            if (found.size() <= count) {
                return Answers.json(snapshot.sequence(), new Page(found, null));
            }
            var page = found.subList(0, count);
            return Answers.json(
                    snapshot.sequence(),
                    new Page(page, Cursor.write(query, List.of(page.getLast().id()))));
        });
    }

    private static List<String> states(@Nullable String state) {
        var all = Arrays.stream(State.values()).map(State::name).toList();
        if (state == null) {
            return all;
        }
        var wanted = state.toUpperCase(Locale.ROOT);
        if (!all.contains(wanted)) {
            throw Parameters.invalid("state", "open, retried or discarded");
        }
        return List.of(wanted);
    }

    private static List<View> list(
            OrganizationId organization, List<String> states, String after, int limit, Snapshot snapshot)
            throws SQLException {
        try (var statement = snapshot.connection().prepareStatement(SELECT)) {
            statement.setString(1, organization.value());
            statement.setArray(2, snapshot.connection().createArrayOf("text", states.toArray()));
            statement.setString(3, after);
            statement.setInt(4, limit);
            try (var rows = statement.executeQuery()) {
                var letters = new ArrayList<View>();
                while (rows.next()) {
                    letters.add(view(rows));
                }
                return letters;
            }
        }
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                row.getString(1),
                row.getString(2).toLowerCase(Locale.ROOT),
                row.getString(3).toLowerCase(Locale.ROOT),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getLong(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getString(10),
                new String(Base64.getDecoder().decode(row.getString(11)), StandardCharsets.UTF_8));
    }
}
