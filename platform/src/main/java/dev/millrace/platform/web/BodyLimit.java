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

/**
 * Refuses a body that is too large, at once where its length is stated, and while it is read where it comes in chunks; and one for which there is no memory beside the
 * others that are being read.
 */
final class BodyLimit implements Filter {

    private final DataSize max;
    private final BodyMemory memory;

    BodyLimit(DataSize max, BodyMemory memory) {
        this.max = max;
        this.memory = memory;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() > max.toBytes()) {
            ProblemResponse.of(tooLarge(max)).write((HttpServletRequest) request, (HttpServletResponse) response);
            return;
        }
        // What a request that goes on asynchronously still needs of its body is in the log's own buffer by then.
        try (var share = memory.share()) {
            chain.doFilter(new LimitedRequest((HttpServletRequest) request, max, share), response);
        }
    }

    static Problem tooLarge(DataSize max) {
        return new Problem(
                ErrorCode.TOO_LARGE, "Expected a body of at most %d bytes, but it is larger".formatted(max.toBytes()));
    }
}
