package dev.millrace.bench.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.child.DecidingAlone.Parts;
import dev.millrace.bench.kafka.Broker;
import dev.millrace.bench.kafka.Drain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecidingAloneIT {

    private static final List<String> ORGANIZATIONS = List.of("one", "two", "three");
    private static final List<String> SMALL =
            List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    @TempDir
    private Path folder;

    @Test
    void decidesWhatIsOnTheLogWithoutADatabase() throws IOException {
        // given
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var service = new Repository(Path.of("..").toAbsolutePath().normalize()).service("command-service");
        try (var alone = DecidingAlone.start(new Parts(classPath, service, SMALL), folder)) {
            var broker = new Broker(alone.kafka());
            // when
            var created = Drain.create(broker, ORGANIZATIONS);
            var drained = Drain.run(broker, ORGANIZATIONS, 1_000);
            // then: an event for each command, or the drain would not have ended
            assertThat(created.count()).isEqualTo(6);
            assertThat(drained.ended()).isGreaterThan(drained.started());
            assertThat(alone.cpuSeconds()).isPositive();
            assertThat(alone.brokerCpuSeconds()).isPositive();
        }
    }
}
