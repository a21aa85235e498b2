package dev.millrace.bench.workload;

import dev.millrace.bench.load.RequestSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deliveries as GitHub sends them, one a request, the organizations in turn: the event in a header, an id that no other delivery has, and the body signed with the
 * source's secret. The body holds the data of a {@code row.put} and, as GitHub's do, much that nobody asked for.
 */
public final class GithubDeliveries implements RequestSource {

    /** The source's name in every organization. */
    public static final String SOURCE = "github";

    /** Turns a delivery into the row that its body holds. */
    public static final String MAPPING = """
            {"event":"reading","table":"%s","row":"/reading/row","fields":{"sentAt":"/reading/data/sentAt",\
            "device":"/reading/data/device","celsius":"/reading/data/celsius","note":"/reading/data/note"}}""".formatted(RowData.TABLE);

    /** Bytes of a body: a small one of GitHub's. */
    static final int BYTES = 4_096;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] BODY_START = ascii("{\"action\":\"created\",\"reading\":");
    private static final byte[] BODY_END = bodyEnd();
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] SIGNATURE = ascii("\r\nX-Hub-Signature-256: sha256=");

    private final List<byte[]> heads;
    private final NanoClock clock;
    private final ThreadLocal<Writer> writers;

    /**
     * Deliveries to the front door.
     *
     * @param host   value of the Host header
     * @param secret of every organization's source
     */
    public GithubDeliveries(String host, List<String> organizations, String secret, NanoClock clock) {
        this.clock = clock;
        heads = organizations.stream()
                .map(organization -> head(host, organization))
                .toList();
        writers = ThreadLocal.withInitial(() -> new Writer(secret));
    }

    private static byte[] bodyEnd() {
        var start = ",\"sender\":{\"type\":\"Bot\"},\"repository\":{\"description\":\"";
        var end = "\"}}";
        int rest = BYTES - BODY_START.length - RowData.BYTES - start.length() - end.length();
        return ascii(start + "d".repeat(rest) + end);
    }

    /** All of the head but the id and the signature. */
    private static byte[] head(String host, String organization) {
        return ascii("""
                POST /webhooks/%s/%s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                User-Agent: GitHub-Hookshot/bench\r
                X-GitHub-Event: reading\r
                X-GitHub-Delivery:\s""".formatted(organization, SOURCE, host, BYTES));
    }

    @Override
    public void write(long index, long dueNanos, ByteBuffer out) {
        long moment = clock.epochNanos(dueNanos);
        out.put(heads.get((int) (index % heads.size())));
        out.put(ascii("%016x-%08x".formatted(moment, index)));
        writers.get().write(index / heads.size(), moment, out);
    }

    /** Bytes of the largest request. */
    @Override
    public int maxBytes() {
        return BYTES + 1_024;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Body and signature of one thread. */
    private static final class Writer {

        private final RowData data = new RowData();
        private final ByteBuffer body = ByteBuffer.allocate(BYTES);
        private final Mac mac;

        Writer(String secret) {
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Expected every JDK to have " + ALGORITHM, e);
            }
        }

        void write(long turn, long epochNanos, ByteBuffer out) {
            body.clear();
            body.put(BODY_START).put(data.write(RowData.row(turn), epochNanos)).put(BODY_END);
            out.put(SIGNATURE).put(ascii(HexFormat.of().formatHex(mac.doFinal(body.array()))));
            out.put(END_OF_HEAD).put(body.flip());
        }
    }
}
