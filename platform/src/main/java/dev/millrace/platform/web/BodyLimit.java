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
import org.springframework.util.unit.DataSize;

/** Refuses a body that is too large: at once where its length is stated, and while it is read where it comes in chunks. */
final class BodyLimit implements Filter {

    private final DataSize max;

    BodyLimit(DataSize max) {
        this.max = max;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long stated = request.getContentLengthLong();
        if (stated > max.toBytes()) {
            ProblemResponse.of(tooLarge(max)).write((HttpServletRequest) request, (HttpServletResponse) response);
        } else if (stated < 0) {
            chain.doFilter(new LimitedRequest((HttpServletRequest) request, max), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    static Problem tooLarge(DataSize max) {
        return new Problem(
                ErrorCode.TOO_LARGE, "Expected a body of at most %d bytes, but it is larger".formatted(max.toBytes()));
    }
}
