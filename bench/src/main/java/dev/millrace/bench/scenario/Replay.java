package dev.millrace.bench.scenario;

import dev.millrace.bench.load.BodySink;
import dev.millrace.bench.load.ResponseParser;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** All events of every organization over HTTP, one organization after the other, as fast as they are sent. */
final class Replay implements Scenario {

    private static final int BUFFER_BYTES = 256 * 1024;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String title() {
        return "all events over HTTP as NDJSON, one connection";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        new ProjectionLag(bed).awaitQuiet();
        replay(bed);
        var server = new ServerLoad(bed.program()::cpuSeconds);
        long start = System.nanoTime();
        var read = replay(bed);
        double seconds = (System.nanoTime() - start) / 1e9;
        return List.of(new Row(
                "events as NDJSON",
                Role.SUBJECT,
                Map.of(
                        Column.THROUGHPUT,
                        read.lines / seconds,
                        Column.MEGABYTES,
                        read.bytes / seconds / 1e6,
                        Column.COUNT,
                        (double) read.lines,
                        Column.SECONDS,
                        seconds,
                        Column.SERVER_CORES,
                        server.cores())));
    }

    private static Lines replay(Bed bed) throws IOException {
        var lines = new Lines();
        var token = bed.api().token();
        var server = bed.program().http();
        for (var organization : bed.organizations()) {
            try (var channel = SocketChannel.open(server)) {
                channel.write(
                        ByteBuffer.wrap("""
                        GET /v1/organizations/%s/events?after=0 HTTP/1.1\r
                        Host: %s:%d\r
                        Authorization: Bearer %s\r
                        Accept: application/x-ndjson\r
                        Connection: close\r
                        \r
                        """.formatted(organization, server.getHostString(), server.getPort(), token)
                                .getBytes(StandardCharsets.US_ASCII)));
                read(channel, new ResponseParser(lines));
            }
        }
        return lines;
    }

    private static void read(SocketChannel channel, ResponseParser parser) throws IOException {
        var in = ByteBuffer.allocateDirect(BUFFER_BYTES);
        boolean complete = false;
        while (!complete) {
            if (channel.read(in.clear()) < 0) {
                throw new IOException("Expected the replay to end, but it was cut off");
            }
            complete = parser.read(in.flip());
        }
        if (parser.status() != 200) {
            throw new IOException("Expected 200 for the replay, but got " + parser.status());
        }
    }

    /** Counts lines and bytes. */
    private static final class Lines implements BodySink {

        private long lines;
        private long bytes;

        @Override
        public void accept(ByteBuffer piece) {
            bytes += piece.remaining();
            while (piece.hasRemaining()) {
                lines += piece.get() == '\n' ? 1 : 0;
            }
        }
    }
}
