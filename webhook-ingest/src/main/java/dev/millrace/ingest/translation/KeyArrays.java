package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** Columns of many rows as arrays, so that a batch is one statement and {@code unnest} makes rows of them again. */
final class KeyArrays {

    private KeyArrays() {}

    /** Binds organization, source and delivery id as three arrays from the first parameter on; returns the next free one. */
    static int bindKeys(PreparedStatement statement, Collection<DeliveryKey> keys) throws SQLException {
        statement.setArray(1, texts(statement, keys, key -> key.organization().value()));
        statement.setArray(2, texts(statement, keys, key -> key.source().value()));
        statement.setArray(3, texts(statement, keys, DeliveryKey::delivery));
        return 4;
    }

    static <T> Array texts(PreparedStatement statement, Collection<T> rows, Function<T, String> column)
            throws SQLException {
        return array(statement.getConnection(), "text", rows, column);
    }

    static <T> Array numbers(PreparedStatement statement, Collection<T> rows, Function<T, Integer> column)
            throws SQLException {
        return array(statement.getConnection(), "int4", rows, column);
    }

    static <T> Array array(Connection connection, String type, Collection<T> rows, Function<T, ?> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }
}
