package dev.millrace.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;

/**
 * Lets every path through that Tomcat could read. Spring's strict firewall refuses encoded slashes, percent signs, semicolons and the like, because older matchers of
 * rules and of controllers read them differently. Here a row id may hold any of them, both sides match the raw path with the same patterns (see {@link OpenRoutes}),
 * and what no pattern knows needs a token and is then not found.
 */
final class PathFirewall implements HttpFirewall {

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return new LiteralSemicolons(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }

    /** A {@code ;} in a path is a character of an id, not the start of a path parameter, of which this API has none. */
    private static final class LiteralSemicolons extends FirewalledRequest {

        private final String uri;

        LiteralSemicolons(HttpServletRequest request) {
            super(request);
            this.uri = request.getRequestURI().replace(";", "%3B");
        }

        @Override
        public String getRequestURI() {
            return uri;
        }

        @Override
        public void reset() {
            // Nothing to undo: the path stays as it is for the whole request.
        }
    }
}
