package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;

/**
 * A request whose body fails with {@code UNSUPPORTED_MEDIA_TYPE} when it is to be read but comes in a coding, with {@code TOO_LARGE} once it is read too far, and with
 * {@code OVERLOADED} once there is no room for more of it.
 */
final class LimitedRequest extends HttpServletRequestWrapper {

    /** Deliveries are signed over their bytes as they come and kept so, whatever these are. */
    private static final String TAKEN_AS_BYTES = "/webhooks/";

    private final DataSize max;
    private final BodyMemory.Share share;
    private @Nullable ServletInputStream stream;

    LimitedRequest(HttpServletRequest request, DataSize max, BodyMemory.Share share) {
        super(request);
        this.max = max;
        this.share = share;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            requirePlain();
            stream = new LimitedStream(super.getInputStream(), max, share);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private void requirePlain() {
        var coding = getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null
                && !coding.equalsIgnoreCase("identity")
                && !getRequestURI().startsWith(TAKEN_AS_BYTES)) {
            throw new Problem(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Expected a body without Content-Encoding, but it has one; send it uncompressed");
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream source;
        private final DataSize max;
        private final BodyMemory.Share share;
        private long left;

        LimitedStream(ServletInputStream source, DataSize max, BodyMemory.Share share) {
            this.source = source;
            this.max = max;
            this.share = share;
            this.left = max.toBytes();
        }

        @Override
        public int read() throws IOException {
            int value = source.read();
            if (value >= 0) {
                took(1);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = source.read(target, offset, length);
            if (count > 0) {
                took(count);
            }
            return count;
        }

        private void took(int count) {
            left -= count;
            if (left < 0) {
                throw BodyLimit.tooLarge(max);
            }
            share.read(count);
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
