package dev.millrace.query.row;

import dev.millrace.platform.json.Json;
import dev.millrace.query.row.RowQuery.Direction;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.table.TableId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The SQL of a {@link RowQuery}. Whatever the caller wrote is a parameter, field names included; the text is made of our words alone. A field that is missing counts
 * as JSON null, so that every comparison has an answer and a cursor can hold every value.
 */
final class RowSql {

    private static final String FIELD = "coalesce(data #> ?, 'null'::jsonb)";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private RowSql() {}

    /**
     * One page.
     *
     * @param after the sort values, as JSON, and the id of the row that the last page ended with; empty for the first page
     * @param limit most rows
     */
    static RowSql page(OrganizationId organization, TableId table, RowQuery query, List<String> after, int limit) {
        var select = new RowSql();
        select.add("select row_id, version, data, updated_at, sequence");
        for (var order : query.order()) {
            select.add(", " + FIELD + "::text", order.field());
        }
        select.add(" from query.table_row where organization = ?", organization.value());
        select.add(" and table_id = ?", table.value());
        query.conditions().forEach(select::condition);
        if (!after.isEmpty()) {
            select.after(query, after);
        }
        select.add(" order by ");
        for (var order : query.order()) {
            select.add(FIELD + (order.direction() == Direction.ASCENDING ? " asc, " : " desc, "), order.field());
        }
        select.add("row_id limit ?", limit);
        return select;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(sql.toString());
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case FieldPath path -> statement.setArray(i + 1, texts(path.names(), connection));
                case List<?> list -> statement.setArray(i + 1, texts(list, connection));
                case Integer number -> statement.setInt(i + 1, number);
                case Object text -> statement.setString(i + 1, text.toString());
            }
        }
        return statement;
    }

    private void condition(Condition condition) {
        var path = condition.field();
        switch (condition.operator()) {
            case EQ -> add(" and " + FIELD + " = ?::jsonb", path, json(condition.value()));
            case NE -> add(" and " + FIELD + " <> ?::jsonb", path, json(condition.value()));
            case LT -> compare("<", path, condition.value());
            case LTE -> compare("<=", path, condition.value());
            case GT -> compare(">", path, condition.value());
            case GTE -> compare(">=", path, condition.value());
            case PREFIX ->
                add(
                        " and jsonb_typeof(data #> ?) = 'string' and starts_with(data #>> ?, ?)",
                        path,
                        path,
                        condition.value().asString());
            case IN ->
                add(
                        " and " + FIELD + " = any (?::text[]::jsonb[])",
                        path,
                        condition.values().stream().map(RowSql::json).toList());
        }
    }

    /** JSON has no order between types: greater than 5 means numbers only. */
    private void compare(String operator, FieldPath path, JsonNode value) {
        add(" and jsonb_typeof(" + FIELD + ") = jsonb_typeof(?::jsonb)", path, json(value));
        add(" and " + FIELD + " " + operator + " ?::jsonb", path, json(value));
    }

    /** Rows beyond the last one: greater in the first field, or equal there and greater in the second, and so on to the id. */
    private void after(RowQuery query, List<String> last) {
        add(" and (");
        int fields = query.order().size();
        for (int decisive = 0; decisive <= fields; decisive++) {
            add(decisive == 0 ? "(" : " or (");
            for (int equal = 0; equal < decisive; equal++) {
                add(FIELD + " = ?::jsonb and ", query.order().get(equal).field(), last.get(equal));
            }
            if (decisive == fields) {
                add("row_id > ?)", last.get(fields));
            } else {
                var order = query.order().get(decisive);
                var operator = order.direction() == Direction.ASCENDING ? " > " : " < ";
                add(FIELD + operator + "?::jsonb)", order.field(), last.get(decisive));
            }
        }
        add(")");
    }

    private void add(String text, Object... values) {
        sql.append(text);
        parameters.addAll(List.of(values));
    }

    private static Array texts(List<?> texts, Connection connection) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static String json(JsonNode value) {
        return Json.MAPPER.writeValueAsString(value);
    }
}
