package dev.millrace.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** GitHub: {@code X-Hub-Signature-256: sha256=<hex>} over the body, keyed by the bytes of the secret. It signs no time, so there is no replay window. */
final class GithubScheme implements Scheme {

    private static final String PREFIX = "sha256=";

    @Override
    public SignedDelivery verify(List<String> secrets, DeliveryHeaders headers, byte[] body) {
        var signature = headers.required("X-Hub-Signature-256").getBytes(StandardCharsets.UTF_8);
        var delivery =
                new SignedDelivery(headers.requiredName("X-GitHub-Delivery"), headers.requiredName("X-GitHub-Event"));
        boolean matches = false;
        for (var secret : secrets) { // all of them, so that the time does not tell which one matched
            matches |= !secret.isEmpty() && MessageDigest.isEqual(expected(secret, body), signature);
        }
        if (!matches) {
            throw Scheme.invalidSignature();
        }
        return delivery;
    }

    private static byte[] expected(String secret, byte[] body) {
        var code = Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), body);
        return (PREFIX + HexFormat.of().formatHex(code)).getBytes(StandardCharsets.UTF_8);
    }
}
