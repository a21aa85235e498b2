package dev.millrace.platform.web;

import dev.millrace.platform.telemetry.TraceContext;
import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what failed in a filter, or was refused with a bare status. */
@Controller
final class ProblemErrorController implements ErrorController {

    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problem(request).write(request, response);
    }

    private static ProblemResponse problem(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return ProblemResponse.of(failure, TraceContext.of(request));
        }
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                && status >= FIRST_ERROR
                && status <= LAST_ERROR) {
            return ProblemResponse.of(HttpStatusCode.valueOf(status));
        }
        return ProblemResponse.of(ErrorCode.NOT_FOUND, "Expected a route, but this one only answers failures");
    }
}
