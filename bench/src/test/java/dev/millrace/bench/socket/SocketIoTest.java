package dev.millrace.bench.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SocketIoTest {

    @Test
    void joinsTheDefaultNamespaceAndWrapsWhatItSends() throws IOException {
        // given
        var frames = new Frames("0{\"sid\":\"a\"}", "40{\"sid\":\"b\"}");
        var socket = new SocketIo(frames);
        // when
        socket.send("{\"a\":1}");
        // then
        assertThat(frames.sent).containsExactly("40", "42[\"message\",{\"a\":1}]");
    }

    @Test
    void unwrapsObjectsAndAnswersPingsBetweenThem() throws IOException {
        // given
        var frames = new Frames("0{}", "40{}", "2", "42[\"other\",1]", "42[\"message\",{\"a\":1}]");
        var socket = new SocketIo(frames);
        // when
        var object = socket.receive();
        // then
        assertThat(object).isNotNull();
        assertThat(StandardCharsets.US_ASCII.decode(object).toString()).isEqualTo("{\"a\":1}");
        assertThat(frames.sent).containsExactly("40", "3");
        assertThat(socket.receive()).isNull();
    }

    @Test
    void isNotTakenInByAServerThatSpeaksSomethingElse() {
        assertThatIOException().isThrownBy(() -> new SocketIo(new Frames("{\"type\":\"welcome\"}")));
    }

    /** Plays what a server sends and keeps what it is sent. */
    private static final class Frames implements MessageSocket {

        private final Queue<String> toReceive;
        private final List<String> sent = new ArrayList<>();

        Frames(String... toReceive) {
            this.toReceive = new ArrayDeque<>(List.of(toReceive));
        }

        @Override
        public void send(String object) {
            sent.add(object);
        }

        @Override
        public @Nullable ByteBuffer receive() {
            var next = toReceive.poll();
            return next == null ? null : ByteBuffer.wrap(next.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {}
    }
}
