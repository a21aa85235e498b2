package dev.millrace.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Finds the token of a request (RFC 6750). */
final class BearerToken {

    private static final String SCHEME = "Bearer ";
    private static final String PARAMETER = "access_token=";

    /** Where events are streamed: the pattern that finds the controller, on the path as it was sent, as in {@link OpenRoutes}. */
    private static final PathPattern EVENTS =
            PathPatternParser.defaultInstance.parse("/v1/organizations/{organization}/events");

    private BearerToken() {}

    static @Nullable String of(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? header.substring(SCHEME.length()).strip()
                    : null;
        }
        return isEventStream(request) ? ofQuery(request.getQueryString()) : null;
    }

    /** A browser's {@code EventSource} cannot set a header. Nothing else may put a token where proxies log it. */
    private static boolean isEventStream(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return "GET".equals(request.getMethod())
                && accept != null
                && accept.regionMatches(
                        true, 0, MediaType.TEXT_EVENT_STREAM_VALUE, 0, MediaType.TEXT_EVENT_STREAM_VALUE.length())
                && EVENTS.matches(PathContainer.parsePath(request.getRequestURI()));
    }

    private static @Nullable String ofQuery(@Nullable String query) {
        if (query == null) {
            return null;
        }
        for (var parameter : query.split("&", -1)) {
            if (parameter.startsWith(PARAMETER)) {
                return decoded(parameter.substring(PARAMETER.length()));
            }
        }
        return null;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
