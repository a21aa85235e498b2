package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that a route does not know. */
final class KnownParameters implements HandlerInterceptor {

    /** Names come from the caller, so an answer shows no long ones. */
    private static final int MAX_SHOWN = 64;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null && handler instanceof HandlerMethod method) {
            var known = known(method);
            for (var name : request.getParameterMap().keySet()) {
                if (!known.contains(name)) {
                    throw unknown(name, known);
                }
            }
        }
        return true;
    }

    private static List<String> known(HandlerMethod method) {
        var parameters = method.getMethodAnnotation(QueryParameters.class);
        return parameters == null ? List.of() : List.of(parameters.value());
    }

    private static Problem unknown(String name, List<String> known) {
        boolean isShown = name.length() <= MAX_SHOWN && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return new Problem(
                ErrorCode.INVALID_PARAMETER,
                "Expected %s, but got %s"
                        .formatted(
                                known.isEmpty() ? "no query parameter" : "only " + String.join(", ", known),
                                isShown ? name : "another"));
    }
}
