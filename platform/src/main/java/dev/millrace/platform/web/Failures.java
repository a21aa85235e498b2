package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Ids.InvalidId;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.coyote.BadRequestException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidDefinitionException;

/** Finds the code for whatever went wrong with a request. What it does not know is a bug of ours. */
final class Failures {

    private static final int MAX_DEPTH = 12;

    /** Classes of SQLSTATE that mean "not now": connection, resources, operator intervention. */
    private static final Set<String> TRANSIENT_SQL_CLASSES = Set.of("08", "53", "57");

    private Failures() {}

    /** The answer, or null if nothing in the chain of causes is known: then it is a bug. */
    static @Nullable ProblemResponse explain(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            var known = known(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return RequestErrors.explain(failure);
    }

    private static @Nullable ProblemResponse known(Throwable failure) {
        return switch (failure) {
            case Problem problem -> ProblemResponse.of(problem);
            case InvalidId invalid -> ProblemResponse.of(ErrorCode.INVALID_ID, String.valueOf(invalid.getMessage()));
            // What we cannot write, or have no type for, is a bug of ours.
            case StreamWriteException _, InvalidDefinitionException _ -> null;
            case StreamConstraintsException _ ->
                ProblemResponse.of(
                        ErrorCode.INVALID_REQUEST,
                        "Expected JSON with less nesting, smaller numbers and shorter names of members");
            case DatabindException mismatch -> mismatch(mismatch);
            case JacksonException malformed -> malformed(malformed);
            case NumberFormatException number
            when isOfJson(number) ->
                ProblemResponse.of(ErrorCode.MALFORMED_JSON, "Expected numbers of a reasonable size, but one is not");
            case InvalidParameterException _ ->
                ProblemResponse.of(
                        ErrorCode.INVALID_PARAMETER, "Expected parameters in percent-encoded UTF-8, but some are not");
            case BadRequestException _ ->
                ProblemResponse.of(
                        ErrorCode.INVALID_REQUEST, "Expected a body in chunks as HTTP has them, but it is not");
            case EOFException _ ->
                ProblemResponse.of(ErrorCode.INVALID_REQUEST, "Expected the whole body, but it ended early");
            default -> isOutage(failure) ? ProblemResponse.of(ErrorCode.UNAVAILABLE, unavailable()) : null;
        };
    }

    private static ProblemResponse malformed(JacksonException failure) {
        var at = failure.getLocation();
        var where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return ProblemResponse.of(
                ErrorCode.MALFORMED_JSON, "Expected well-formed JSON, but it is not%s".formatted(where));
    }

    private static ProblemResponse mismatch(DatabindException failure) {
        var pointer = pointer(failure);
        return new ProblemResponse(
                HttpStatusCode.valueOf(ErrorCode.INVALID_REQUEST.httpStatus()),
                ErrorCode.INVALID_REQUEST,
                "Expected another type of value at '%s'".formatted(pointer),
                List.of(new FieldError(pointer, "has not the expected type")));
    }

    /** The parser lets this escape for an exponent beyond 32 bits. */
    private static boolean isOfJson(NumberFormatException failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("tools.jackson."));
    }

    private static String pointer(JacksonException failure) {
        var pointer = "";
        for (var step : failure.getPath()) {
            var name = step.getPropertyName();
            pointer = Pointers.member(pointer, name == null ? Integer.toString(step.getIndex()) : name);
        }
        return pointer;
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof RetriableException
                || failure instanceof TimeoutException
                || failure instanceof AsyncRequestTimeoutException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof SQLTransientException
                || failure instanceof SQLNonTransientConnectionException
                || (failure instanceof SQLException sql && isOutage(sql.getSQLState()));
    }

    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null && sqlState.length() == 5 && TRANSIENT_SQL_CLASSES.contains(sqlState.substring(0, 2));
    }

    private static String unavailable() {
        return "Expected all parts of the system to answer, but one did not in time";
    }
}
