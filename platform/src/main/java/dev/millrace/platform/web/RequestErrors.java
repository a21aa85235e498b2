package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What Spring refuses before a controller sees it: the route, the method, media types, parameters. */
final class RequestErrors {

    private static final int FIRST_SERVER_ERROR = 500;

    private RequestErrors() {}

    /** The answer to a failure that Spring has given a status, or null if that status is no refusal. */
    static @Nullable ProblemResponse explain(ErrorResponse response, Throwable failure) {
        return switch (failure) {
            case HttpRequestMethodNotSupportedException e ->
                ProblemResponse.of(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        "Expected %s, but the method is %s".formatted(e.getSupportedHttpMethods(), e.getMethod()));
            case HttpMediaTypeNotSupportedException e ->
                ProblemResponse.of(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "Expected one of %s, but the body is of another type".formatted(e.getSupportedMediaTypes()));
            case HttpMediaTypeNotAcceptableException e ->
                ProblemResponse.of(
                        ErrorCode.NOT_ACCEPTABLE,
                        "Expected a request that accepts one of %s".formatted(e.getSupportedMediaTypes()));
            case MissingServletRequestParameterException e ->
                parameter("Expected the parameter '%s', but there is none".formatted(e.getParameterName()));
            case MissingRequestHeaderException e ->
                parameter("Expected the header '%s', but there is none".formatted(e.getHeaderName()));
            case HandlerMethodValidationException e -> invalid(e);
            case ServletRequestBindingException _ -> parameter("Expected other parameters than these");
            default -> byStatus(response.getStatusCode());
        };
    }

    /** The answer to failures that carry no status but are the caller's all the same; null for others. */
    static @Nullable ProblemResponse explain(Throwable failure) {
        return switch (failure) {
            case MethodArgumentTypeMismatchException e ->
                parameter("Expected another type of value for '%s'".formatted(e.getName()));
            case HttpMessageNotReadableException _ ->
                ProblemResponse.of(ErrorCode.INVALID_REQUEST, "Expected a body, but it is missing or cannot be read");
            case ErrorResponse response -> explain(response, failure);
            default -> null;
        };
    }

    /** The answer where only a status is known. */
    static @Nullable ProblemResponse byStatus(HttpStatusCode status) {
        var code = switch (status.value()) {
            // 501 and 505 are Tomcat's for an unknown transfer encoding or version of HTTP: the caller's doing.
            case 400, 501, 505 -> ErrorCode.INVALID_REQUEST;
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status.value() < FIRST_SERVER_ERROR ? ErrorCode.INVALID_REQUEST : null;
        };
        return code == null ? null : new ProblemResponse(kept(status, code), code, code.title(), List.of());
    }

    /** A client error keeps its particular status; what the container calls a server error is answered with the code's own. */
    private static HttpStatusCode kept(HttpStatusCode status, ErrorCode code) {
        return status.is4xxClientError() ? status : HttpStatusCode.valueOf(code.httpStatus());
    }

    private static @Nullable ProblemResponse invalid(HandlerMethodValidationException failure) {
        if (failure.isForReturnValue()) {
            return null;
        }
        var errors = failure.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new FieldError(
                                "/" + result.getMethodParameter().getParameterName(),
                                String.valueOf(error.getDefaultMessage()))))
                .toList();
        return new ProblemResponse(
                HttpStatusCode.valueOf(ErrorCode.INVALID_PARAMETER.httpStatus()),
                ErrorCode.INVALID_PARAMETER,
                "Expected parameters within their ranges, but some are not",
                errors);
    }

    private static ProblemResponse parameter(String detail) {
        return ProblemResponse.of(ErrorCode.INVALID_PARAMETER, detail);
    }
}
