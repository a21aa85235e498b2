package dev.millrace.platform.web;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.platform.telemetry.TraceContext;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * A problem as it is answered (RFC 9457).
 *
 * @param status usually the code's own; the container sometimes has a more particular one
 * @param detail one sentence about this occurrence
 */
public record ProblemResponse(HttpStatusCode status, ErrorCode code, String detail, List<FieldError> errors) {

    /** How to authenticate (RFC 6750). */
    public static final String CHALLENGE = "Bearer realm=\"millrace\"";

    private static final String TYPE = "https://millrace.dev/problems/";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResponse.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    public ProblemResponse {
        errors = List.copyOf(errors);
    }

    /** The answer to a problem. */
    public static ProblemResponse of(Problem problem) {
        return new ProblemResponse(
                HttpStatusCode.valueOf(problem.code().httpStatus()),
                problem.code(),
                problem.detail(),
                problem.errors());
    }

    /** The answer with a code and a sentence. */
    public static ProblemResponse of(ErrorCode code, String detail) {
        return new ProblemResponse(HttpStatusCode.valueOf(code.httpStatus()), code, detail, List.of());
    }

    /** The answer to any failure. One that nobody foresaw is logged here, once, and its caller gets the id to ask about it. */
    public static ProblemResponse of(Throwable failure, TraceContext trace) {
        var known = Failures.explain(failure);
        if (known != null) {
            return known;
        }
        LOG.atError()
                .addKeyValue(LogKeys.CORRELATION_ID, trace.reference())
                .setCause(failure)
                .log("a request failed for a reason that nobody foresaw");
        return of(ErrorCode.INTERNAL, "Expected no failure here; its reference is " + trace.reference());
    }

    /** The answer where only a status is known, such as the container's. */
    public static ProblemResponse of(HttpStatusCode status) {
        var known = RequestErrors.byStatus(status);
        return known == null ? of(ErrorCode.INTERNAL, ErrorCode.INTERNAL.title()) : known;
    }

    /** The body. */
    public byte[] json() {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", TYPE + code.name());
        body.put("title", code.title());
        body.put("status", status.value());
        body.put("detail", detail);
        body.put("code", code.name());
        body.put("number", code.number());
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        return Json.MAPPER.writeValueAsBytes(body);
    }

    /** Headers that belong to the code: how to authenticate, when to try again. */
    public Map<String, String> headers() {
        return switch (code) {
            case UNAUTHENTICATED -> Map.of(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
            case FORBIDDEN -> Map.of(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"");
            case NOT_YET_VISIBLE, UNAVAILABLE, OVERLOADED -> Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            default -> Map.of();
        };
    }

    /** Answers with it, unless an answer is under way already. A header that is set already is more particular than the code's own, and stays. */
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers().forEach((name, value) -> {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
        var json = json();
        response.setContentLength(json.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(json);
        }
    }
}
