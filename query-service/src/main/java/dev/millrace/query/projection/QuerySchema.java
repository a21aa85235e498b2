package dev.millrace.query.projection;

/**
 * The PostgreSQL schema that a projection writes to: the one that is read, or the one that a rebuild fills beside it.
 *
 * @param name its name
 */
public record QuerySchema(String name) {

    /** The schema that every reader reads. */
    public static final QuerySchema LIVE = new QuerySchema("query");

    /** The SQL with each {@code %s.} made the schema's name. */
    public String in(String sql) {
        return sql.replace("%s.", name + ".");
    }
}
