package dev.millrace.platform.projection;

import java.sql.SQLException;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Tells a record that cannot be applied from a database that is not well, and names causes without repeating what was in the record. */
final class Failures {

    /** SQLSTATE classes that a value brings about: cardinality, data exception, integrity constraint, program limit. */
    private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "54");

    private static final int MAX_DEPTH = 6;

    private Failures() {}

    /**
     * True if the records are to blame, so that another try gives the same. SQLSTATE decides where there is one: a missing table or privilege is nobody's record,
     * and parking the whole topic for it would be wrong.
     */
    static boolean isOfTheRecords(Throwable failure) {
        if (failure instanceof Fenced) {
            return false;
        }
        var sql = sqlException(failure);
        if (sql == null) {
            return failure instanceof RuntimeException;
        }
        var state = sql.getSQLState();
        return state != null && state.length() == 5 && OF_THE_DATA.contains(state.substring(0, 2));
    }

    /** Classes, SQLSTATEs and the place in our code; never messages, because those of PostgreSQL quote values. */
    static String describe(Throwable failure) {
        var cause = new StringJoiner(" <- ");
        int depth = 0;
        for (Throwable each = failure; each != null && depth < MAX_DEPTH; each = each.getCause()) {
            var state = each instanceof SQLException sql ? " SQLSTATE " + sql.getSQLState() : "";
            cause.add(each.getClass().getName() + state + place(each));
            depth++;
        }
        return cause.toString();
    }

    private static String place(Throwable failure) {
        for (var frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.millrace.")) {
                return " at " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        int depth = 0;
        for (Throwable each = failure; each != null && depth < MAX_DEPTH; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return sql;
            }
            depth++;
        }
        return null;
    }
}
