package dev.millrace.platform.telemetry;

import dev.millrace.schemas.envelope.Ids;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Gives every request its {@link TraceContext}, to logs and to controllers, and tells the caller under which id to ask about it. Runs before everything else. */
final class TraceFilter implements Filter {

    static final String ATTRIBUTE = TraceContext.class.getName();

    private static final String CORRELATION_HEADER = "X-Correlation-Id";
    private static final String REQUEST_ID_HEADER = "X-Request-Id";
    private static final String TRACE_PARENT_HEADER = "traceparent";
    private static final List<String> ORGANIZATION_PREFIXES = List.of("/v1/organizations/", "/webhooks/");

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        var trace = trace(request, (HttpServletResponse) servletResponse);
        MDC.put(LogKeys.TRACE_ID, trace.traceId());
        MDC.put(LogKeys.SPAN_ID, trace.spanId());
        MDC.put(LogKeys.CORRELATION_ID, trace.reference());
        var organization = organization(request.getRequestURI());
        if (organization != null) {
            MDC.put(LogKeys.ORGANIZATION, organization);
        }
        try {
            chain.doFilter(servletRequest, servletResponse);
        } finally {
            MDC.clear();
        }
    }

    /** The request's own on its first dispatch, the same one again on asynchronous and error dispatches. */
    private static TraceContext trace(HttpServletRequest request, HttpServletResponse response) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return TraceContext.of(request);
        }
        var correlation = request.getHeader(CORRELATION_HEADER);
        var trace = TraceContext.continuing(
                request.getHeader(TRACE_PARENT_HEADER),
                correlation == null ? request.getHeader(REQUEST_ID_HEADER) : correlation);
        request.setAttribute(ATTRIBUTE, trace);
        response.setHeader(CORRELATION_HEADER, trace.reference());
        return trace;
    }

    private static @Nullable String organization(String path) {
        for (var prefix : ORGANIZATION_PREFIXES) {
            if (path.startsWith(prefix)) {
                int end = path.indexOf('/', prefix.length());
                return idOrNull(path.substring(prefix.length(), end < 0 ? path.length() : end));
            }
        }
        return null;
    }

    /** Only what has the form of an id gets into the log; the controller refuses the rest. */
    private static @Nullable String idOrNull(String text) {
        try {
            return Ids.require("organization", text);
        } catch (Ids.InvalidId _) {
            return null;
        }
    }
}
