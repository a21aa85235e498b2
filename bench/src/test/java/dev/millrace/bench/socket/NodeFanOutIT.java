package dev.millrace.bench.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.bench.child.NodePackage;
import dev.millrace.bench.load.HttpLoad;
import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.workload.NanoClock;
import dev.millrace.bench.workload.RowPuts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeFanOutIT {

    private static final NodePackage SCRIPTS = new NodePackage(Path.of("peers", "sockets"));

    @TempDir
    private Path folder;

    private final NanoClock clock = NanoClock.now();

    @ParameterizedTest
    @EnumSource
    void bringsEveryCommandToThoseWhoFollowItsOrganization(NodeFanOut.Kind kind) throws IOException {
        // given
        var hindrance = kind.hindrance(SCRIPTS);
        assumeThat(kind == NodeFanOut.Kind.EIOWS && hindrance.isPresent())
                .as("eiows needs a compiler")
                .isFalse();
        assertThat(hindrance).isEmpty();
        try (var node = new NodeFanOut(SCRIPTS, kind, folder.resolve("log"));
                var both = subscriber(node, kind, List.of("org-1", "org-2"));
                var one = subscriber(node, kind, List.of("org-2"))) {
            var door = new RowPuts.Door("127.0.0.1", "", List.of("org-1", "org-2"));
            var puts = RowPuts.single(door, clock);
            try (var load = new HttpLoad(node.address(), 4, puts.maxBytes())) {
                // when
                var answered = load.openLoop(Schedule.of(Arrivals.FIXED, 200, Duration.ofMillis(500), 1), puts);
                // then
                assertThat(answered.errorCount()).isZero();
                await().untilAsserted(() -> {
                    assertThat(both.sinceDue().getTotalCount()).isEqualTo(100);
                    assertThat(one.sinceDue().getTotalCount()).isEqualTo(50);
                });
                assertThat(both.sinceDue().getMaxValue()).isBetween(1L, TimeUnit.SECONDS.toNanos(5));
            }
        }
    }

    private Subscriber subscriber(NodeFanOut node, NodeFanOut.Kind kind, List<String> organizations)
            throws IOException {
        return new Subscriber(new Subscriber.Server(node.address(), kind.protocol(), ""), organizations, clock);
    }
}
