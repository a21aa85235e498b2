package dev.millrace.bench.workload;

import dev.millrace.bench.load.RequestSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code row.put} over HTTP, one command a request or an atomic batch of them, the organizations in turn. */
public final class RowPuts implements RequestSource {

    private static final byte[] COMMAND_START = ascii("{\"type\":\"row.put\",\"data\":");
    private static final byte[] BATCH_START = ascii("{\"commands\":[");
    private static final byte[] BATCH_END = ascii("]}");

    private final List<byte[]> heads;
    private final int batch;
    private final NanoClock clock;
    private final ThreadLocal<RowData> data = ThreadLocal.withInitial(RowData::new);

    private RowPuts(List<byte[]> heads, int batch, NanoClock clock) {
        this.heads = heads;
        this.batch = batch;
        this.clock = clock;
    }

    /** One command a request. */
    public static RowPuts single(Door door, NanoClock clock) {
        int bytes = COMMAND_START.length + RowData.BYTES + 1;
        return new RowPuts(door.heads("commands", bytes), 0, clock);
    }

    /** {@code size} commands a request, all or none. */
    public static RowPuts batches(Door door, int size, NanoClock clock) {
        int command = COMMAND_START.length + RowData.BYTES + 1;
        int bytes = BATCH_START.length + size * command + (size - 1) + BATCH_END.length;
        return new RowPuts(door.heads("commands:batch", bytes), size, clock);
    }

    /**
     * Where requests go.
     *
     * @param host          value of the Host header
     * @param token         bearer token
     * @param organizations whose rows are written
     */
    public record Door(String host, String token, List<String> organizations) {

        public Door {
            organizations = List.copyOf(organizations);
        }

        List<byte[]> heads(String resource, int contentLength) {
            return organizations.stream()
                    .map(organization -> ascii("""
                            POST /v1/organizations/%s/%s HTTP/1.1\r
                            Host: %s\r
                            Authorization: Bearer %s\r
                            Content-Type: application/json\r
                            Content-Length: %d\r
                            \r
                            """.formatted(organization, resource, host, token, contentLength)))
                    .toList();
        }
    }

    @Override
    public void write(long index, long dueNanos, ByteBuffer out) {
        int organizations = heads.size();
        out.put(heads.get((int) (index % organizations)));
        long turn = index / organizations;
        if (batch == 0) {
            command(turn, dueNanos, out);
            return;
        }
        out.put(BATCH_START);
        for (int i = 0; i < batch; i++) {
            if (i > 0) {
                out.put((byte) ',');
            }
            command(turn * batch + i, dueNanos, out);
        }
        out.put(BATCH_END);
    }

    private void command(long turn, long dueNanos, ByteBuffer out) {
        out.put(COMMAND_START);
        out.put(data.get().write(RowData.row(turn), clock.epochNanos(dueNanos)));
        out.put((byte) '}');
    }

    /** Bytes of the largest request. */
    @Override
    public int maxBytes() {
        int head = heads.stream().mapToInt(bytes -> bytes.length).max().orElse(0);
        return head + 64 + Math.max(1, batch) * (COMMAND_START.length + RowData.BYTES + 2);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
