package dev.millrace.query.row;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.function.Predicate;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * The version of a row as its entity tag, and what the conditions of a request make of it (RFC 9110 §13). Spring reads {@code If-Match} and the asterisk only where
 * something is written.
 */
record RowTag(long version) {

    /** Refuses a request that wants the row at other versions only. */
    void requireMatch(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.IF_MATCH) != null
                && !isNamed(request, HttpHeaders.IF_MATCH, tag -> tag.compare(own(), true))) {
            throw new Problem(
                    ErrorCode.PRECONDITION_FAILED,
                    "Expected the row at a version of If-Match, but it is at %s".formatted(this));
        }
    }

    /** True if the caller has the row as it is. */
    boolean isKnown(HttpServletRequest request) {
        return isNamed(request, HttpHeaders.IF_NONE_MATCH, tag -> tag.compare(own(), false));
    }

    private static boolean isNamed(HttpServletRequest request, String header, Predicate<ETag> same) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(tags -> ETag.parse(tags).stream())
                .anyMatch(tag -> tag.isWildcard() || same.test(tag));
    }

    private ETag own() {
        return new ETag(Long.toString(version), false);
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        return own().formattedTag();
    }
}
