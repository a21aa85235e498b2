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
        return new FirewalledRequest(request) {
            @Override
            public void reset() {
                // Nothing to undo: the request is as it came.
            }
        };
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }
}
