package dev.millrace.standalone.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.millrace.embedded.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The key that signs tokens, kept in a file as a JSON Web Key, so that a token outlives a restart. */
final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {}

    /** The key in the file, or a new one that is stored there first. */
    static RSAKey readOrCreate(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                var key = new RSAKeyGenerator(BITS)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyIDFromThumbprint(true)
                        .generate();
                SecretFile.write(file, key.toJSONString());
            }
            return RSAKey.parse(Files.readString(file));
        } catch (JOSEException | ParseException e) {
            throw new IOException("Expected an RSA key as a JSON Web Key in %s, but it is none".formatted(file), e);
        }
    }
}
