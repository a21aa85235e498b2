package dev.millrace.platform.security;

import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.ProblemResponse;
import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Lets a request pass if its route is open or its token is good. The {@link Caller} travels as a request attribute. */
final class TokenFilter implements Filter {

    /** Where the caller is kept. */
    static final String CALLER = Caller.class.getName();

    private final TokenVerifier verifier;

    TokenFilter(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        // Asynchronous and error dispatches follow a request that was let in or refused here.
        if (request.getDispatcherType() != DispatcherType.REQUEST || OpenRoutes.contain(request)) {
            chain.doFilter(servletRequest, servletResponse);
            return;
        }
        try {
            request.setAttribute(CALLER, verifier.verify(token(request, (HttpServletResponse) servletResponse)));
        } catch (Problem problem) {
            ProblemResponse.of(problem).write(request, (HttpServletResponse) servletResponse);
            return;
        }
        chain.doFilter(servletRequest, servletResponse);
    }

    private static String token(HttpServletRequest request, HttpServletResponse response) {
        var token = BearerToken.of(request);
        if (token == null) {
            // RFC 6750 §3.1: a request that shows no token has made no error that a challenge could name
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, ProblemResponse.CHALLENGE);
            throw new Problem(
                    ErrorCode.UNAUTHENTICATED,
                    "Expected a bearer token in the header " + HttpHeaders.AUTHORIZATION + ", but there is none");
        }
        return token;
    }
}
