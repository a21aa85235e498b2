package dev.millrace.ingest.signature;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.util.List;

/** One way of signing. */
sealed interface Scheme permits GithubScheme, StandardScheme {

    /**
     * Verifies a delivery.
     *
     * @param secrets every secret that is valid now, in clear text; one that has not the scheme's form matches nothing
     * @param body    the bytes as they came
     */
    SignedDelivery verify(List<String> secrets, DeliveryHeaders headers, byte[] body);

    /** The one answer for every signature that is wrong, in whatever way. */
    static Problem invalidSignature() {
        return new Problem(
                ErrorCode.INVALID_SIGNATURE,
                "Expected a signature made with the secret of this source over these bytes, but it is another");
    }
}
