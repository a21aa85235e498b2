package dev.millrace.platform.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A request of unstated length whose body fails with {@code TOO_LARGE} once it is read too far. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final DataSize max;
    private @Nullable ServletInputStream stream;

    LimitedRequest(HttpServletRequest request, DataSize max) {
        super(request);
        this.max = max;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new LimitedStream(super.getInputStream(), max);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream source;
        private final DataSize max;
        private long left;

        LimitedStream(ServletInputStream source, DataSize max) {
            this.source = source;
            this.max = max;
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
