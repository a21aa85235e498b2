package dev.millrace.query.row;

import dev.millrace.platform.web.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a table's rows.
 *
 * @param conditions all of which must hold
 * @param order      by what rows are sorted before their ids decide
 */
record RowQuery(List<Condition> conditions, List<Order> order) {

    private static final int MAX_CONDITIONS = 20;
    private static final int MAX_ORDER = 5;

    RowQuery {
        conditions = List.copyOf(conditions);
        order = List.copyOf(order);
    }

    /** One field to sort by. */
    record Order(FieldPath field, Direction direction) {}

    /** Which way. Null and missing come first when ascending, as JSON types sort null, string, number, boolean. */
    enum Direction {
        ASCENDING,
        DESCENDING
    }

    /**
     * Reads the parameters.
     *
     * @param where conditions, {@code field:operator:value} each
     * @param sort  fields separated by commas, a minus before a descending one
     */
    static RowQuery parse(List<String> where, @Nullable String sort) {
        if (where.size() > MAX_CONDITIONS) {
            throw Parameters.invalid("where", "given at most " + MAX_CONDITIONS + " times");
        }
        var conditions = new ArrayList<Condition>();
        for (var condition : where) {
            Parameters.text("where", condition);
            conditions.add(Condition.parse(condition));
        }
        return new RowQuery(conditions, sort == null || sort.isEmpty() ? List.of() : order(sort));
    }

    private static List<Order> order(String sort) {
        Parameters.text("sort", sort);
        var order = new ArrayList<Order>();
        var seen = new HashSet<FieldPath>();
        for (var field : sort.split(",", -1)) {
            boolean descending = field.startsWith("-");
            var path = FieldPath.parse("sort", descending ? field.substring(1) : field);
            if (!seen.add(path)) {
                throw Parameters.invalid("sort", "made of different fields");
            }
            order.add(new Order(path, descending ? Direction.DESCENDING : Direction.ASCENDING));
        }
        if (order.size() > MAX_ORDER) {
            throw Parameters.invalid("sort", "at most " + MAX_ORDER + " fields");
        }
        return order;
    }
}
