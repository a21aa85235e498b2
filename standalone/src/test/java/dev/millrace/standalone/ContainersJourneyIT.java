package dev.millrace.standalone;

import dev.millrace.embedded.Ports;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The journey on servers that are not ours, chosen by configuration alone. Runs where there is a Docker engine. */
class ContainersJourneyIT {

    @TempDir
    Path directory;

    @Test
    void leadsFromACommandToEveryScreenOnServersInContainers() throws Exception {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "There is no Docker engine here; JourneyIT walks the same way on embedded servers");
        try (var kafka = new KafkaContainer("apache/kafka:4.3.1");
                var postgres = new PostgreSQLContainer("postgres:18");
                var objects = new MinIOContainer("minio/minio:RELEASE.2025-09-07T16-13-09Z")) {
            kafka.start();
            postgres.start();
            objects.start();
            try (var deployment = Deployment.OneProcess.start(
                            directory,
                            Ports.free(),
                            Ports.free(),
                            List.of(
                                    "-Dmillrace.kafka.bootstrap-servers=" + kafka.getBootstrapServers(),
                                    "-Dmillrace.database.url=" + postgres.getJdbcUrl(),
                                    "-Dmillrace.database.username=" + postgres.getUsername(),
                                    "-Dmillrace.database.password=" + postgres.getPassword(),
                                    "-Dmillrace.object-store.url=" + objects.getS3URL(),
                                    "-Dmillrace.object-store.access-key=" + objects.getUserName(),
                                    "-Dmillrace.object-store.secret-key=" + objects.getPassword()));
                    var journey = Journey.with(deployment)) {
                journey.walk();
            }
        }
    }
}
