package dev.millrace.query.read;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * As many things as one answer may hold: so many, or fewer if they are large. Never none where there is one, so that whoever goes on after the last comes to the end.
 *
 * @param more true if there are further ones
 */
public record Portion<T>(List<T> things, boolean more) {

    /** Bytes after which an answer ends. One thing has some 8 MB at most, and so an answer 12. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /** How many things come from PostgreSQL at once, because each may be large. */
    private static final int FETCHED = 10;

    public Portion {
        things = List.copyOf(things);
    }

    /** Makes a thing of a row. */
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Reads what a query finds, inside the transaction of a {@link Snapshot}.
     *
     * @param query finds one more than the limit, if there are so many
     * @param bytes about how much room a thing takes
     */
    public static <T> Portion<T> read(PreparedStatement query, int limit, Reading<T> reading, ToLongFunction<T> bytes)
            throws SQLException {
        query.setFetchSize(FETCHED);
        try (var rows = query.executeQuery()) {
            var things = new ArrayList<T>();
            long total = 0;
            while (rows.next()) {
                if (things.size() == limit || total >= MAX_BYTES) {
                    return new Portion<>(things, true);
                }
                var thing = reading.of(rows);
                things.add(thing);
                total += bytes.applyAsLong(thing);
            }
            return new Portion<>(things, false);
        }
    }
}
