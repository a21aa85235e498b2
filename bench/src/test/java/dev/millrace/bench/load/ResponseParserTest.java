package dev.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseParserTest {

    private static final String FIXED = "HTTP/1.1 200 OK\r\nContent-Type: a\r\ncontent-length: 5\r\n\r\nhello";
    private static final String CHUNKED = """
            HTTP/1.1 422 \r
            Transfer-Encoding: chunked\r
            Connection: close\r
            \r
            5\r
            hello\r
            1a;x=y\r
            abcdefghijklmnopqrstuvwxyz\r
            0\r
            \r
            """;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ResponseParser parser = new ResponseParser(piece -> {
        var bytes = new byte[piece.remaining()];
        piece.get(bytes);
        body.writeBytes(bytes);
    });

    @Test
    void readsABodyOfKnownLength() {
        // when
        boolean complete = parser.read(bytes(FIXED));
        // then
        assertThat(complete).isTrue();
        assertThat(parser.status()).isEqualTo(200);
        assertThat(parser.closes()).isFalse();
        assertThat(body).hasToString("hello");
    }

    @Test
    void joinsChunks() {
        // when
        boolean complete = parser.read(bytes(CHUNKED));
        // then
        assertThat(complete).isTrue();
        assertThat(parser.status()).isEqualTo(422);
        assertThat(parser.closes()).isTrue();
        assertThat(body).hasToString("helloabcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void readsTheSameHoweverTheBytesAreCut() {
        // given
        var whole = bytes(CHUNKED);
        int completions = 0;
        // when
        while (whole.hasRemaining()) {
            completions += parser.read(ByteBuffer.wrap(new byte[] {whole.get()})) ? 1 : 0;
        }
        // then
        assertThat(completions).isEqualTo(1);
        assertThat(body).hasToString("helloabcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void stopsAtTheEndOfOneResponseAndGoesOnWithTheNext() {
        // given
        var two = bytes(FIXED + "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        // when
        boolean first = parser.read(two);
        int firstStatus = parser.status();
        boolean second = parser.read(two);
        // then
        assertThat(first).isTrue();
        assertThat(firstStatus).isEqualTo(200);
        assertThat(second).isTrue();
        assertThat(parser.status()).isEqualTo(202);
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void skipsAnInterimResponse() {
        // when
        boolean complete = parser.read(bytes("HTTP/1.1 100 Continue\r\n\r\n" + FIXED));
        // then
        assertThat(complete).isTrue();
        assertThat(parser.status()).isEqualTo(200);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
