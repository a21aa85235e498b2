package dev.millrace.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 store in this JVM, on loopback, with its objects as files in a directory. No service stores anything there yet. Every request must be signed (SigV4) with the key that was
 * made at the first start.
 */
public final class EmbeddedObjectStore implements AutoCloseable {

    private static final String ACCESS_KEY = "millrace";

    private final DirectoryLock lock;
    private final S3Proxy server;
    private final String secretKey;

    private EmbeddedObjectStore(DirectoryLock lock, S3Proxy server, String secretKey) {
        this.lock = lock;
        this.server = server;
        this.secretKey = secretKey;
    }

    /** Starts on a random port. */
    public static EmbeddedObjectStore start(Path directory) {
        return start(directory, Ports.free());
    }

    /** Starts on the given port with whatever the directory holds. */
    public static EmbeddedObjectStore start(Path directory, int port) {
        var home = directory.toAbsolutePath().normalize();
        var lock = DirectoryLock.take(home);
        try {
            var secretKey = SecretFile.readOrCreate(home.resolve("secret-key"));
            var objects = Files.createDirectories(home.resolve("objects"));
            var server = S3Proxy.builder()
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secretKey)
                    .corsRules(CrossOriginResourceSharing.disabled())
                    .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                    .build();
            server.start();
            return new EmbeddedObjectStore(lock, server, secretKey);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw new IllegalStateException("Cannot start the object store in %s on port %d".formatted(home, port), e);
        } catch (Exception e) { // what S3Proxy declares
            lock.close();
            throw new IllegalStateException("Cannot start the object store in %s on port %d".formatted(home, port), e);
        }
    }

    /** The endpoint, path style: {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** The name of the key. */
    public String accessKey() {
        return ACCESS_KEY;
    }

    /** The key that signs requests; made at the first start and kept beside the objects. */
    public String secretKey() {
        return secretKey;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // what S3Proxy declares
            throw new IllegalStateException("Cannot stop the object store", e);
        } finally {
            lock.close();
        }
    }
}
