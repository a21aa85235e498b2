package dev.millrace.query.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.QueryParameters;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.Cursor;
import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.table.TableId;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/organizations/{organization}/tables} and one of them. */
@RestController
@RequestMapping("/v1/organizations/{organization}/tables")
public final class TableController {

    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;

    private final ReadSide readSide;

    public TableController(ReadSide readSide) {
        this.readSide = readSide;
    }

    /** A page of tables. */
    record Page(
            List<TableQueries.View> tables,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    @GetMapping
    @QueryParameters({"limit", "cursor"})
    ResponseEntity<byte[]> tables(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String after)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        int count = Parameters.limit(limit, MAX_LIMIT, DEFAULT_LIMIT);
        var query = "tables\n" + id;
        var from = cursor == null ? "" : Cursor.read(query, cursor, 1).getFirst();
        return readSide.after(Parameters.sequence(SequenceHeaders.AFTER, after), id, snapshot -> {
            var found = TableQueries.list(id, from, count, snapshot);
            var tables = found.things();
            var next =
                    found.more() ? Cursor.write(query, List.of(tables.getLast().table())) : null;
            return Answers.json(snapshot.sequence(), new Page(tables, next));
        });
    }

    @GetMapping("/{table}")
    ResponseEntity<byte[]> table(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String table,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String after)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var tableId = new TableId(table);
        return readSide.after(
                Parameters.sequence(SequenceHeaders.AFTER, after),
                id,
                snapshot -> Answers.json(snapshot.sequence(), TableQueries.find(id, tableId, snapshot)));
    }
}
