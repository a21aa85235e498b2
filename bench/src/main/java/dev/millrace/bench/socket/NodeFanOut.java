package dev.millrace.bench.socket;

import dev.millrace.bench.child.NodePackage;
import dev.millrace.bench.child.NodeProcess;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server on Node that takes commands over HTTP as the front door does and hands them to its subscribers at once, without keeping anything. */
public final class NodeFanOut implements Closeable {

    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(30);

    private final NodeProcess process;
    private final InetSocketAddress address;

    /** Starts a server; its scripts must be installed. */
    public NodeFanOut(NodePackage scripts, Kind kind, Path log) throws IOException {
        process = scripts.start(List.of("server.mjs", kind.script), Map.of("NODE_ENV", "production"), log);
        address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(process.readLine(LISTENS_WITHIN)));
    }

    /** What it fans out with. */
    public enum Kind {
        WS("ws", "ws", Protocol.PLAIN),
        SOCKET_IO("socket.io", "socket.io", Protocol.SOCKET_IO),
        EIOWS("eiows", "socket.io on eiows", Protocol.SOCKET_IO);

        private final String script;
        private final String title;
        private final Protocol protocol;

        Kind(String script, String title, Protocol protocol) {
            this.script = script;
            this.title = title;
            this.protocol = protocol;
        }

        /** What the table calls it. */
        public String title() {
            return title;
        }

        /** What its subscribers speak. */
        public Protocol protocol() {
            return protocol;
        }

        /** Installs it if need be; why it cannot run here, or empty if it can. */
        public Optional<String> hindrance(NodePackage scripts) throws IOException {
            var hindrance = scripts.install();
            if (hindrance.isEmpty() && !scripts.has(script)) {
                return Optional.of("npm could not build " + script + " here");
            }
            return hindrance;
        }
    }

    /** Where it takes commands and subscribers. */
    public InetSocketAddress address() {
        return address;
    }

    /** What it holds in memory now, in MiB. */
    public double memoryMib() {
        return process.memoryMib();
    }

    /** Processor time that it used so far. */
    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
