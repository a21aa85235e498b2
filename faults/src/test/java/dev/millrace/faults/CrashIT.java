package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.faults.planted.PlantedFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults of the whole process under load, and proof that the checker would see if anything were wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Options THREE_SHORT_RUNS = new Options(
            Options.Kind.SHORT,
            1,
            new Options.Extent(3, Duration.ofMinutes(10), 0, 0),
            new Options.Measured(0, 0, Cluster.Shape.WHOLE, "", ""),
            List.of(),
            ROOT);

    private Path directory;
    private Program program;
    private Template template;

    @BeforeAll
    void prepare(@TempDir Path shared) throws IOException, InterruptedException {
        directory = shared;
        program = Program.standalone(ROOT);
        template = Template.prepare(program, directory);
    }

    @Test
    void losesNothingAndDoublesNothingWhenKilledAgainAndAgainUnderLoad() throws IOException, InterruptedException {
        // given
        var run =
                new NodeRun(20261121, Schedule.kills(20261121, 10), new Crowd.Size(4, 4, Duration.ZERO), CrashIT::log);
        // when
        var findings = run(run, "kills");
        // then
        assertThat(findings.violations()).isEmpty();
        assertThat(findings.events()).as("the run did real work").isGreaterThan(300);
        assertThat(findings.reads()).as("clients read what they wrote").isGreaterThan(30);
    }

    @Test
    void keepsItsPromisesThroughOneFaultAfterTheOther() throws IOException, InterruptedException {
        // given
        var series = new Series(THREE_SHORT_RUNS, directory.resolve("series"), Node.Options.NONE);
        // when
        boolean whole = series.run();
        // then
        assertThat(whole).isTrue();
    }

    @Test
    void endsASeriesWithTheFirstRunThatBreaksAPromise() throws IOException, InterruptedException {
        // given
        var planted = Node.Options.planting(PlantedFault.DEDUPLICATION_OFF, directory);
        var series = new Series(THREE_SHORT_RUNS, directory.resolve("broken-series"), planted);
        // when
        boolean whole = series.run();
        // then
        assertThat(whole).isFalse();
        assertThat(series.runs()).isLessThan(THREE_SHORT_RUNS.extent().runs());
    }

    /** Beside the one that ends a series; {@code ./millrace faults planted} plants all of them. */
    @ParameterizedTest
    @EnumSource(names = {"REFUSED_WITH_EFFECT", "SOCKET_MISSES"})
    void findsWhatIsPlanted(PlantedFault fault) throws IOException, InterruptedException {
        // given
        var planted = new Planted(ROOT, template, directory, LOG::info);
        // when
        var violations = planted.violations(fault);
        // then
        LOG.info("{}: {}", fault.label(), violations);
        assertThat(violations).isNotEmpty();
    }

    private static void log(Recovery recovery) {
        LOG.info("{}, {}", recovery.what().told(), recovery.told());
    }

    private Audit.Findings run(NodeRun run, String name) throws IOException, InterruptedException {
        var data = template.copyTo(directory.resolve(name));
        try (var node = new Node(program, data, Node.Options.NONE)) {
            var findings = run.runAlone(node);
            LOG.info(
                    "{}: {}, {} commands, {} events",
                    name,
                    run.schedule().told(),
                    findings.commands(),
                    findings.events());
            return findings;
        }
    }
}
