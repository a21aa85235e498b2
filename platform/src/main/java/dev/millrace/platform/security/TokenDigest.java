package dev.millrace.platform.security;

import dev.millrace.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** SHA-256 of a token: what a cache may hold of it. */
record TokenDigest(long first, long second, long third, long fourth) {

    static TokenDigest of(String token) {
        var bytes = ByteBuffer.wrap(Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
