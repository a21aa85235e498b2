package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final int PATIENCE_MILLIS = 200;

    private ServerSocket server;
    private Link link;
    private Socket near;
    private Socket far;

    @BeforeEach
    void connect() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        server = new ServerSocket(0, 1, loopback);
        int port = Ports.free();
        link = Link.open(port, server.getLocalPort());
        near = new Socket(loopback, port);
        far = server.accept();
        near.setSoTimeout(PATIENCE_MILLIS);
        far.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        link.close();
        server.close();
    }

    @Test
    void bringsWhatIsSentToTheOtherEnd() throws IOException {
        // when
        near.getOutputStream().write(7);
        // then
        assertThat(far.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void letsNothingThroughWhileItIsCut() throws IOException {
        // given
        link.become(new Link.State.Cut());
        // when
        far.getOutputStream().write(7);
        // then
        assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void bringsWhatWasSentMeanwhileOnceItIsWholeAgain() throws IOException {
        // given
        link.become(new Link.State.Cut());
        near.getOutputStream().write(7);
        // when
        link.become(new Link.State.Whole());
        // then
        assertThat(far.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void takesItsTimeWhileItIsSlow() throws IOException {
        // given
        link.become(new Link.State.Slow(Duration.ofMillis(300)));
        long from = System.nanoTime();
        // when
        near.getOutputStream().write(7);
        // then
        assertThat(far.getInputStream().read()).isEqualTo(7);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
}
