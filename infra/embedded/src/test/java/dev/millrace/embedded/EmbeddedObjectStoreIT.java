package dev.millrace.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedObjectStoreIT {

    private static final String BUCKET = "archive";

    @TempDir
    Path directory;

    @Test
    void keepsObjectsOverARestart() throws Exception {
        // given
        try (var store = EmbeddedObjectStore.start(directory)) {
            put(store, "a/b.txt", "kept");
        }
        // when
        try (var store = EmbeddedObjectStore.start(directory)) {
            // then
            assertThat(get(client(store, store.secretKey()), "a/b.txt")).isEqualTo("kept");
        }
    }

    @Test
    void servesAPresignedAddressAndNoneThatWasTamperedWith() throws Exception {
        // given
        try (var store = EmbeddedObjectStore.start(directory);
                var http = HttpClient.newHttpClient()) {
            put(store, "report.txt", "for you");
            put(store, "secret.txt", "not for you");
            var signed = client(store, store.secretKey())
                    .getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                            .method(Http.Method.GET)
                            .bucket(BUCKET)
                            .object("report.txt")
                            .expiry(1, TimeUnit.MINUTES)
                            .build());
            // when
            var answer = http.send(request(signed), BodyHandlers.ofString());
            var tampered = http.send(request(signed.replace("report", "secret")), BodyHandlers.ofString());
            // then
            assertThat(answer.body()).isEqualTo("for you");
            assertThat(tampered.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void refusesAWrongKey() throws Exception {
        // given
        try (var store = EmbeddedObjectStore.start(directory)) {
            put(store, "a.txt", "kept");
            // when
            assertThatThrownBy(() -> get(client(store, "guess"), "a.txt"))
                    // then
                    .isInstanceOfSatisfying(
                            ErrorResponseException.class,
                            e -> assertThat(e.errorResponse().code()).isEqualTo("SignatureDoesNotMatch"));
        }
    }

    private static HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    private static MinioClient client(EmbeddedObjectStore store, String secretKey) {
        return MinioClient.builder()
                .endpoint(store.url())
                .credentials(store.accessKey(), secretKey)
                .build();
    }

    private static void put(EmbeddedObjectStore store, String name, String text) throws Exception {
        var client = client(store, store.secretKey());
        if (!client.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build())) {
            client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
        }
        var bytes = text.getBytes(UTF_8);
        client.putObject(PutObjectArgs.builder().bucket(BUCKET).object(name).stream(
                        new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
    }

    private static String get(MinioClient client, String name) throws Exception {
        try (var object = client.getObject(
                GetObjectArgs.builder().bucket(BUCKET).object(name).build())) {
            return new String(object.readAllBytes(), UTF_8);
        }
    }
}
