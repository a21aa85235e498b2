package dev.millrace.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Nothing that anybody sends is answered with a 5xx, and nothing that a provider signs stops the translator. The seed is fixed. */
@IngestTest
class FuzzIT {

    private static final Mapping MAPPING = new Mapping("*", new TableId("all"), "/id", null);
    private static final String PIECES = "{}[]\",:0123456789.eE+-truefalsn \\u/id\u0000\u00e4\u00ff&=%_;";
    private static final List<String> HEADERS = List.of(
            "X-Hub-Signature-256",
            "X-GitHub-Delivery",
            "X-GitHub-Event",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "svix-id",
            "svix-timestamp",
            "svix-signature",
            "Content-Type",
            "Content-Encoding",
            "Authorization",
            "traceparent",
            "Accept");
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "sha256=",
            "sha256=" + "0".repeat(64),
            "v1,",
            "v1,AAAA v1a,AAAA",
            "v1a," + "A".repeat(86) + "==",
            "0",
            "-1",
            "99999999999999999999",
            "application/json",
            "application/x-www-form-urlencoded",
            "gzip",
            "Bearer x",
            "x".repeat(3_000));

    private final int port;
    private final Provider provider;
    private final TestSources sources;
    private final TestDeliveries deliveries;

    @Autowired
    FuzzIT(@LocalServerPort int port, TestSources sources, DataSource dataSource) {
        this.port = port;
        this.provider = new Provider(port);
        this.sources = sources;
        this.deliveries = new TestDeliveries(dataSource);
    }

    @Test
    void answersEveryUnsignedRequestWithAClientError() throws IOException {
        // given
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        var github = registered(TestSource.github());
        var standard = registered(TestSource.standard());
        for (int i = 0; i < 1_500; i++) {
            var path = random.nextInt(10) == 0
                    ? "/webhooks/o/" + i
                    : Provider.path(random.nextBoolean() ? github : standard);
            var request = request(path, random);
            // when
            int status = send(request);
            // then
            assertThat(status)
                    .as("answer to request %d: %s", i, new String(request, ISO_8859_1))
                    .isBetween(400, 499);
        }
    }

    @Test
    void takesEverySignedBodyAndTranslatesWhatFollows() {
        // given
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        var github = registered(TestSource.github());
        var standard = registered(TestSource.standard());
        for (int i = 0; i < 300; i++) {
            var body = text(random, PIECES, 200);
            var type = random.nextBoolean() ? "application/json" : "application/x-www-form-urlencoded";
            // when
            var first = provider.github(github, "d-" + i, "fuzz", type, body.getBytes(ISO_8859_1));
            var second = provider.standard(standard, "m-" + i, Instant.now(), body);
            // then
            assertThat(first.status()).as(body).isEqualTo(202);
            assertThat(second.status()).as(body).isEqualTo(202);
        }
        provider.github(github, "last", "fuzz", "{\"id\":1}");
        deliveries.awaitState(github, "last", DeliveryState.SENT);
    }

    private TestSource registered(TestSource source) {
        sources.register(source, MAPPING);
        return source;
    }

    private static byte[] request(String path, RandomGenerator random) {
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (var header : HEADERS) {
            if (random.nextInt(3) > 0) {
                var value = random.nextBoolean()
                        ? VALUES.get(random.nextInt(VALUES.size()))
                        : text(random, PIECES, 60).replace("\u0000", "");
                head.append(header).append(": ").append(value).append("\r\n");
            }
        }
        var body = text(random, PIECES, 300).getBytes(ISO_8859_1);
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static String text(RandomGenerator random, String alphabet, int maxLength) {
        var text = new StringBuilder();
        int length = random.nextInt(maxLength);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** As it is, because an HTTP client would refuse to send most of it. */
    private int send(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            var line = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return Integer.parseInt(line, "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
        }
    }
}
