package dev.millrace.faults;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook delivery as GitHub sends it: it becomes a row of its own.
 *
 * @param id   the provider's, in a header
 * @param row  the id of its row
 * @param data the row that it is to become, as JSON
 */
record Delivery(String id, String row, String data) {

    /** The source's name in every organization. */
    static final String SOURCE = "github";

    /** The provider's name of every event. */
    static final String EVENT = "thing";

    private static final String SECRET = "It's a Secret to Everybody";
    private static final String ALGORITHM = "HmacSHA256";

    /** Of a command that registers the source. */
    static final String REGISTRATION = """
            {"source":"%s","scheme":"github","secret":"%s","mappings":[{"event":"%s","table":"%s","row":"/row",\
            "fields":{"name":"/thing/name","count":"/thing/count"}}]}""".formatted(SOURCE, SECRET, EVENT, Workload.TABLE);

    static Delivery next(Random random) {
        var id = new UUID(random.nextLong(), random.nextLong()).toString();
        return new Delivery(
                id,
                "delivered-" + id,
                "{\"name\":\"%x\",\"count\":%d}".formatted(random.nextLong(), random.nextInt(1000)));
    }

    /** What is sent: the row, and what nobody asked for. */
    String body() {
        return "{\"row\":\"%s\",\"thing\":%s,\"sender\":{\"type\":\"Bot\"}}".formatted(row, data);
    }

    /** The value of the header that proves who sent the body. */
    String signature() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /** Where the events of its row are. */
    String subject() {
        return "table/" + Workload.TABLE + "/row/" + row;
    }
}
