package dev.millrace.query.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.QueryParameters;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.Cursor;
import dev.millrace.query.read.Portion;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** {@code GET /v1/organizations/{organization}/dead-letters}. They are settled by commands. */
@RestController
public final class DeadLetterController {

    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    private final ReadSide readSide;

    public DeadLetterController(ReadSide readSide) {
        this.readSide = readSide;
    }

    /**
     * A dead letter as it is answered.
     *
     * @param data       what is kept, where it is JSON; secrets in it are sealed
     * @param dataBase64 what is kept, where it is not
     */
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
            @JsonRawValue @Nullable String data,
            @Nullable String dataBase64) {

        private long length() {
            return cause.length()
                    + (long) String.valueOf(data).length()
                    + String.valueOf(dataBase64).length();
        }
    }

    /** A page of dead letters. */
    record Page(
            List<View> deadLetters,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    @GetMapping("/v1/organizations/{organization}/dead-letters")
    @QueryParameters({"state", "limit", "cursor"})
    ResponseEntity<byte[]> deadLetters(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String after)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var wanted = state(state);
        int count = Parameters.limit(limit, MAX_LIMIT, DEFAULT_LIMIT);
        var query = "dead-letters\n" + id + "\n" + wanted;
        var from = cursor == null ? "" : Cursor.read(query, cursor, 1).getFirst();
        return readSide.after(Parameters.sequence(SequenceHeaders.AFTER, after), id, snapshot -> {
            var found = list(id, wanted, from, count, snapshot);
            var letters = found.things();
            var next =
                    found.more() ? Cursor.write(query, List.of(letters.getLast().id())) : null;
            return Answers.json(snapshot.sequence(), new Page(letters, next));
        });
    }

    private static List<String> state(@Nullable String text) {
        if (text == null) {
            return Arrays.stream(State.values()).map(State::name).toList();
        }
        return Arrays.stream(State.values())
                .map(State::name)
                .filter(name -> name.equalsIgnoreCase(text))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> Parameters.invalid("state", "open, retried or discarded"));
    }

    private static Portion<View> list(
            OrganizationId organization, List<String> states, String after, int limit, Snapshot snapshot)
            throws SQLException {
        try (var statement = snapshot.connection().prepareStatement("""
                select id, kind, state, type, topic, partition, record_offset, cause, taken_at, actor, data from query.dead_letter
                where organization = ? and state = any (?) and id > ? order by id limit ?
                """)) {
            statement.setString(1, organization.value());
            statement.setArray(2, snapshot.connection().createArrayOf("text", states.toArray()));
            statement.setString(3, after);
            statement.setInt(4, limit + 1);
            return Portion.read(statement, limit, DeadLetterController::view, View::length);
        }
    }

    private static View view(ResultSet row) throws SQLException {
        var base64 = row.getString(11);
        var data = Base64.getDecoder().decode(base64);
        boolean isJson = isJson(data);
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
                isJson ? new String(data, StandardCharsets.UTF_8) : null,
                isJson ? null : base64);
    }

    private static boolean isJson(byte[] data) {
        try {
            return !Json.MAPPER.readTree(data).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }
}
