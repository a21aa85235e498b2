package dev.millrace.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GithubDeliveriesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SECRET = "hush";

    private final NanoClock clock = NanoClock.now();
    private final GithubDeliveries deliveries = new GithubDeliveries("h:1", List.of("org-1", "org-22"), SECRET, clock);

    @Test
    void signsTheBodyThatItAnnounces() throws Exception {
        // when
        var request = written(3, 77);
        // then
        var body = body(request);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(request).startsWith("POST /webhooks/org-22/github HTTP/1.1\r\n");
        assertThat(header(request, "Content-Length")).isEqualTo(Integer.toString(body.length()));
        assertThat(header(request, "X-GitHub-Event")).isEqualTo("reading");
        assertThat(header(request, "X-Hub-Signature-256"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void holdsTheRowWhereTheMappingLooksForIt() {
        // given
        var mapping = JSON.readTree(GithubDeliveries.MAPPING);
        // when
        var payload = JSON.readTree(body(written(3, 77)));
        // then
        assertThat(payload.at(mapping.at("/row").asString()).asString()).isEqualTo("r-00007919");
        assertThat(payload.at(mapping.at("/fields/sentAt").asString()).asString())
                .isEqualTo(Long.toString(clock.epochNanos(77)));
        assertThat(mapping.at("/fields").propertyStream())
                .allSatisfy(field -> assertThat(
                                payload.at(field.getValue().asString()).isMissingNode())
                        .isFalse());
    }

    @Test
    void neverRepeatsAnId() {
        assertThat(header(written(3, 77), "X-GitHub-Delivery"))
                .isNotEqualTo(header(written(3, 78), "X-GitHub-Delivery"))
                .isNotEqualTo(header(written(4, 77), "X-GitHub-Delivery"));
    }

    private String written(long index, long dueNanos) {
        var out = ByteBuffer.allocate(deliveries.maxBytes());
        deliveries.write(index, dueNanos, out);
        return new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);
    }

    private static String body(String request) {
        return request.split("\r\n\r\n", 2)[1];
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }
}
