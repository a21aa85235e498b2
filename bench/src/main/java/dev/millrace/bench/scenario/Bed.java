package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Api;
import dev.millrace.bench.child.Launch;
import dev.millrace.bench.child.Memory;
import dev.millrace.bench.child.Program;
import dev.millrace.bench.child.Repository;
import dev.millrace.bench.kafka.Broker;
import dev.millrace.bench.load.HttpLoad;
import dev.millrace.bench.load.RequestSource;
import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.load.WarmUp;
import dev.millrace.bench.workload.NanoClock;
import dev.millrace.bench.workload.RowData;
import dev.millrace.bench.workload.RowPuts;
import dev.millrace.bench.workload.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program under test for one run, on data of its own. It is started when the first scenario asks for it, then filled with organizations spread evenly over the partitions
 * and warmed up, because what a cold JVM does is the subject of one scenario only.
 */
public final class Bed implements AutoCloseable {

    /** As every topic has by default where nothing is embedded; so these organizations lie evenly over the two of one process as well. */
    static final int PARTITIONS = 8;

    private static final double WARM_UP_RATE = 1_000;
    private static final int WARM_UP_CONNECTIONS = 128;

    private final Launch launch;
    private final Settings settings;
    private final Repository repository;
    private final NanoClock clock = NanoClock.now();
    private final List<String> organizations = Tenants.onePerPartition("bench-", PARTITIONS);
    private @Nullable Running running;

    /** A bed that starts the program as told, and parts of it and peers out of the repository. */
    public Bed(Launch launch, Repository repository, Settings settings) {
        this.launch = launch;
        this.repository = repository;
        this.settings = settings;
    }

    private record Running(Program program, Api api, Memory atStart) {}

    private Running running() throws IOException {
        if (running == null) {
            var program = Program.start(launch);
            running = new Running(program, new Api(program.http()), program.memory());
            for (var organization : organizations) {
                running.api().createOrganization(organization, RowData.TABLE, RowData.SCHEMA);
            }
            warmUp();
        }
        return running;
    }

    /** A warm system is one whose compiler has done its work. */
    private void warmUp() throws IOException {
        var puts = RowPuts.single(door(), clock);
        try (var load = load(WARM_UP_CONNECTIONS, puts.maxBytes())) {
            warmUp(load, WARM_UP_RATE, puts);
        }
    }

    /** For work of another kind than commands, which has code of its own to compile. */
    void warmUp(HttpLoad load, double perSecond, RequestSource requests) throws IOException {
        WarmUp.run(program()::compilerSeconds, () -> load.openLoop(schedule(perSecond, settings.warmUp()), requests));
    }

    Settings settings() {
        return settings;
    }

    Launch launch() {
        return launch;
    }

    NanoClock clock() {
        return clock;
    }

    List<String> organizations() {
        return organizations;
    }

    Program program() throws IOException {
        return running().program();
    }

    Api api() throws IOException {
        return running().api();
    }

    Broker broker() throws IOException {
        return new Broker(program().kafka());
    }

    /** Memory just after the start, before any load. */
    Memory memoryAtStart() throws IOException {
        return running().atStart();
    }

    /** Where commands go, with a fresh token. */
    RowPuts.Door door() throws IOException {
        var http = program().http();
        return new RowPuts.Door(http.getHostString() + ":" + http.getPort(), api().token(), organizations);
    }

    HttpLoad load(int connections, int maxRequestBytes) throws IOException {
        return new HttpLoad(program().http(), connections, maxRequestBytes);
    }

    Repository repository() {
        return repository;
    }

    /** A new directory beside the program's. */
    Path emptyDirectory() throws IOException {
        return Files.createTempDirectory(target(), "peer-");
    }

    /** A file beside the program's data for what a script complains about. */
    Path log(String name) {
        return target().resolve(name + ".log");
    }

    private Path target() {
        return launch.data().toAbsolutePath().resolveSibling("");
    }

    Schedule schedule(double perSecond, Duration duration) {
        return Schedule.of(settings.arrivals(), perSecond, duration, System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        if (running != null) {
            running.api().close();
            running.program().close();
        }
    }
}
