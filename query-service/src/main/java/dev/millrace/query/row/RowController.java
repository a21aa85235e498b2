package dev.millrace.query.row;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.QueryParameters;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.table.TableId;
import jakarta.servlet.http.HttpServletRequest;
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

/** {@code GET /v1/organizations/{organization}/tables/{table}/rows}, and one of them. */
@RestController
@RequestMapping("/v1/organizations/{organization}/tables/{table}/rows")
public final class RowController {

    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;

    private final ReadSide readSide;

    public RowController(ReadSide readSide) {
        this.readSide = readSide;
    }

    @GetMapping
    @QueryParameters({"where", "sort", "limit", "cursor"})
    ResponseEntity<byte[]> rows(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String table,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String after)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var tableId = new TableId(table);
        // not bound by Spring, which would split a single parameter at its commas
        var where = request.getParameterValues("where");
        var conditions = where == null ? List.<String>of() : List.of(where);
        var query = RowQuery.parse(conditions, sort);
        int count = Parameters.limit(limit, MAX_LIMIT, DEFAULT_LIMIT);
        var name = String.join("\n", "rows", id.value(), tableId.value(), String.valueOf(sort), conditions.toString());
        return readSide.after(
                Parameters.sequence(SequenceHeaders.AFTER, after),
                id,
                snapshot -> Answers.json(
                        snapshot.sequence(), RowQueries.page(id, tableId, query, name, cursor, count, snapshot)));
    }

    /** The row is everything behind {@code /rows/}, slashes and all, each segment percent-decoded. */
    @GetMapping("/{*row}")
    ResponseEntity<byte[]> row(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String table,
            HttpServletRequest request,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String after)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var tableId = new TableId(table);
        var row = RowPath.row(request.getRequestURI());
        return readSide.after(Parameters.sequence(SequenceHeaders.AFTER, after), id, snapshot -> {
            var found = RowQueries.find(id, tableId, row, snapshot);
            var tag = new RowTag(found.version());
            tag.requireMatch(request);
            if (tag.isKnown(request)) {
                return Answers.unchanged(snapshot.sequence())
                        .eTag(tag.toString())
                        .build();
            }
            return Answers.builder(snapshot.sequence()).eTag(tag.toString()).body(Json.MAPPER.writeValueAsBytes(found));
        });
    }
}
