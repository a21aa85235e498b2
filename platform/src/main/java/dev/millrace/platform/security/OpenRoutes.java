package dev.millrace.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The routes that need no token: probes, documents, the provider itself, and webhooks, which are signed. Everything else does. They are matched on the path as it
 * was sent, with the same patterns that find the controller, so the two cannot disagree about an encoded or dotted path.
 */
final class OpenRoutes {

    private static final String API = "/v1/";

    private static final List<PathPattern> PATTERNS = Stream.of(
                    "/health/**",
                    "/live",
                    "/ready",
                    "/metrics",
                    "/docs/**",
                    "/openapi.json",
                    "/asyncapi.json",
                    "/schemas/**",
                    "/webhooks/**",
                    "/oauth2/**",
                    "/.well-known/**",
                    "/error")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private OpenRoutes() {}

    static boolean contain(HttpServletRequest request) {
        var uri = request.getRequestURI();
        if (uri.startsWith(API)) {
            return false;
        }
        var path = PathContainer.parsePath(uri);
        return PATTERNS.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
