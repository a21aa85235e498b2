package dev.millrace.platform.security;

import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.ProblemResponse;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Which pages of other origins may call. Tokens travel in headers, never in cookies, so credentials are not allowed along. */
final class CrossOrigin {

    private static final Duration PREFLIGHT_CACHE = Duration.ofHours(1);

    private CrossOrigin() {}

    static Filter filter(List<String> origins) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(origins);
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        allowed.setExposedHeaders(List.of(
                "ETag",
                "Location",
                SequenceHeaders.SEQUENCE,
                "Preference-Applied",
                "Retry-After",
                "WWW-Authenticate",
                "X-Correlation-Id"));
        allowed.setMaxAge(PREFLIGHT_CACHE);
        var everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", allowed);
        var filter = new CorsFilter(everywhere);
        filter.setCorsProcessor(new RefusalAsProblem());
        return filter;
    }

    private static final class RefusalAsProblem extends DefaultCorsProcessor {
        @Override
        protected void rejectRequest(ServerHttpResponse response) throws IOException {
            var problem = ProblemResponse.of(
                    new Problem(ErrorCode.FORBIDDEN, "Expected a request of an allowed origin, but this one is not"));
            response.setStatusCode(problem.status());
            response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            response.getBody().write(problem.json());
            response.flush();
        }
    }
}
