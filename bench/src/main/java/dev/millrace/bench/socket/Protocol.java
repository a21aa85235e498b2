package dev.millrace.bench.socket;

import java.io.IOException;
import java.net.InetSocketAddress;

/** How a server wraps the messages of the gateway's protocol. */
public enum Protocol {
    /** The gateway's own. */
    MILLRACE {
        @Override
        MessageSocket connect(InetSocketAddress server, int bufferBytes) throws IOException {
            return new WebSocket(server, "/v1/stream", bufferBytes);
        }
    },
    /** The same messages in plain frames. */
    PLAIN {
        @Override
        MessageSocket connect(InetSocketAddress server, int bufferBytes) throws IOException {
            return new WebSocket(server, "/", bufferBytes);
        }
    },
    /** The same messages as events of socket.io. */
    SOCKET_IO {
        @Override
        MessageSocket connect(InetSocketAddress server, int bufferBytes) throws IOException {
            return new SocketIo(new WebSocket(server, SocketIo.PATH, bufferBytes));
        }
    };

    /** With a buffer for what has come and is not read yet. */
    abstract MessageSocket connect(InetSocketAddress server, int bufferBytes) throws IOException;
}
