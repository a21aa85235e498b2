package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;

/** Makes a {@code ;} in a path a character of an id. To servlets it starts a path parameter, of which this API has none. Runs before anybody parses the path. */
final class LiteralPaths implements Filter {

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        var uri = request.getRequestURI();
        int semicolon = uri.indexOf(';');
        if (semicolon < 0) {
            chain.doFilter(request, response);
        } else if (isPercentEncoded(uri, semicolon)) {
            chain.doFilter(new Literal(request, uri.replace(";", "%3B")), response);
        } else {
            ProblemResponse.of(
                            ErrorCode.INVALID_REQUEST,
                            "Expected two hexadecimal digits after each percent sign of the path")
                    .write(request, (HttpServletResponse) response);
        }
    }

    /** Tomcat has checked the path, but not what it takes for parameters. */
    private static boolean isPercentEncoded(String uri, int from) {
        for (int i = uri.indexOf('%', from); i >= 0; i = uri.indexOf('%', i + 1)) {
            if (i + 2 >= uri.length()
                    || !HexFormat.isHexDigit(uri.charAt(i + 1))
                    || !HexFormat.isHexDigit(uri.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static final class Literal extends HttpServletRequestWrapper {

        private final String uri;

        Literal(HttpServletRequest request, String uri) {
            super(request);
            this.uri = uri;
        }

        @Override
        public String getRequestURI() {
            return uri;
        }
    }
}
