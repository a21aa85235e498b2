package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Refuses what comes on top of as many requests as there is memory for, so that callers who wait cannot end the process by their number. Every answer is given on the thread
 * that was asked, streams too, so a request counts until its answer has ended.
 */
final class RequestLimit implements Filter {

    private final int max;
    private final Semaphore places;

    RequestLimit(int max) {
        this.max = max;
        this.places = new Semaphore(max);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!places.tryAcquire()) {
            ProblemResponse.of(
                            ErrorCode.OVERLOADED,
                            "Expected fewer than %d requests at once; send it again in a moment".formatted(max))
                    .write((HttpServletRequest) request, (HttpServletResponse) response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }
}
