package dev.millrace.platform.web;

import dev.millrace.platform.telemetry.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers whatever a controller, or the way to it, throws. It stands first, so that no other resolver makes a page of it. */
final class ProblemResolver implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    /** What fails after the answer has begun is passed on: the container then cuts the connection, so that half an answer is not taken for a whole one. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            if (response.isCommitted()) {
                return null;
            }
            answer(request, response, failure);
        }
        return new ModelAndView();
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, Exception failure) {
        var problem = ProblemResponse.of(failure, TraceContext.of(request));
        if (failure instanceof HttpRequestMethodNotSupportedException method) {
            allow(response, method.getSupportedHttpMethods());
        }
        try {
            problem.write(request, response);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the client left before it was told of its problem");
        }
    }

    private static void allow(HttpServletResponse response, @Nullable Set<HttpMethod> methods) {
        if (methods != null) {
            response.setHeader(
                    HttpHeaders.ALLOW,
                    String.join(
                            ", ",
                            methods.stream().map(HttpMethod::name).sorted().toList()));
        }
    }
}
