package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Api;
import dev.millrace.bench.child.Disk;
import dev.millrace.bench.child.Launch;
import dev.millrace.bench.child.Program;
import dev.millrace.bench.kafka.Broker;
import dev.millrace.bench.kafka.Drain;
import dev.millrace.bench.load.HttpLoad;
import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.workload.RowPuts;
import dev.millrace.bench.workload.Tenants;
import dev.millrace.embedded.Trees;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program of its own whose log is filled further and further. Before each measurement it is started anew, so that all of them find a JVM with the same past: what
 * differs comes from the data.
 */
final class GrowingProgram implements AutoCloseable {

    /** Commands a second while something is measured. */
    static final int RATE = 500;

    /** After a start the compiler is busy for longer than elsewhere, where the program has run for a while. */
    private static final int WARM_UPS = 2;

    private static final int CONNECTIONS = 128;
    private static final int COMMANDS_AT_ONCE = 200_000;
    private static final int ORGANIZATIONS_AT_ONCE = 20_000;

    /** What the ends of transactions leave in the topics of all projections, and nobody applies. */
    private static final long MARKS = 200;

    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofMinutes(30);

    private final Bed bed;
    private final Launch launch;
    private final List<String> organizations;
    private Program program;
    private long events;

    private GrowingProgram(Bed bed, Launch launch, List<String> organizations) throws IOException {
        this.bed = bed;
        this.launch = launch;
        this.organizations = organizations;
        this.program = Program.start(launch);
    }

    /** Starts it on an empty directory and makes the organizations. */
    static GrowingProgram start(Bed bed, int organizations) throws IOException {
        var shared = bed.launch();
        var data = shared.data().resolveSibling(shared.data().getFileName() + "-growth");
        Trees.delete(data);
        var launch = new Launch(shared.command(), data, shared.log().resolveSibling("growth.log"), null);
        var names = Tenants.spread("grow-", organizations, Bed.PARTITIONS);
        var growing = new GrowingProgram(bed, launch, names);
        try {
            growing.createOrganizations();
            return growing;
        } catch (IOException | RuntimeException e) {
            growing.close();
            throw e;
        }
    }

    private void createOrganizations() throws IOException {
        for (int from = 0; from < organizations.size(); from += ORGANIZATIONS_AT_ONCE) {
            int to = Math.min(organizations.size(), from + ORGANIZATIONS_AT_ONCE);
            events += Drain.create(broker(), organizations.subList(from, to)).count();
        }
    }

    private Broker broker() {
        return new Broker(program.kafka());
    }

    /** Fills it up to the step and measures. */
    Row measured(Extent.Step step) throws IOException {
        fill(Math.max(step.events(), events + organizations.size()));
        try (var api = new Api(program.http())) {
            awaitCaughtUp(api);
        }
        program.close();
        var kept = new Row(
                step.label(),
                Role.SUBJECT,
                Map.of(
                        Column.EVENTS, (double) events,
                        Column.BROKER_DISK, onDisk("kafka"),
                        Column.POSTGRES_DISK, onDisk("postgres"),
                        Column.STATE_DISK, onDisk("streams")));
        program = Program.start(launch);
        return underLoad(kept.with(Column.RESTART, program.startTime().toNanos() / 1e9));
    }

    private void fill(long target) {
        Drain.awaitSilence(broker());
        while (events < target) {
            int count = (int) Math.min(COMMANDS_AT_ONCE, target - events);
            events += Drain.run(broker(), organizations, count).count();
        }
    }

    private static void awaitCaughtUp(Api api) throws IOException {
        long deadline = System.nanoTime() + CAUGHT_UP_WITHIN.toNanos();
        for (long lag = api.projectionLag(); lag > MARKS; lag = api.projectionLag()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Expected the projections to catch up within %s, but they are %,d records behind"
                        .formatted(CAUGHT_UP_WITHIN, lag));
            }
            Pacer.awaitNanoTime(System.nanoTime() + ASK_AGAIN.toNanos());
        }
    }

    private double onDisk(String part) throws IOException {
        return Disk.mebibytes(launch.data().resolve(part));
    }

    private Row underLoad(Row row) throws IOException {
        try (var api = new Api(program.http())) {
            var puts = RowPuts.single(door(api), bed.clock());
            try (var load = new HttpLoad(program.http(), CONNECTIONS, puts.maxBytes())) {
                events += answers(load(load, puts, bed.settings().warmUp().multipliedBy(WARM_UPS)));
                return underLoad(row, load, puts);
            }
        }
    }

    private Row underLoad(Row row, HttpLoad load, RowPuts puts) {
        double before = program.cpuSeconds();
        double jvmBefore = program.jvmCpuSeconds();
        var result = load(load, puts, bed.settings().measured());
        double all = program.cpuSeconds() - before;
        double jvm = program.jvmCpuSeconds() - jvmBefore;
        double millisEach = 1e3 / answers(result);
        events += answers(result);
        var memory = program.memory();
        return row.with(Column.CPU_MILLIS, all * millisEach)
                .with(Column.POSTGRES_CPU_MILLIS, (all - jvm) * millisEach)
                .with(Column.P50, result.millis(50))
                .with(Column.P99, result.millis(99))
                .with(Column.THROUGHPUT, result.throughput())
                .with(Column.ERRORS, (double) result.errorCount())
                .with(Column.TOTAL_MIB, memory.all())
                .with(Column.JVM_MIB, memory.jvm())
                .with(Column.OTHER_MIB, memory.all() - memory.jvm());
    }

    private LoadResult load(HttpLoad load, RowPuts puts, Duration duration) {
        return load.openLoop(bed.schedule(RATE, duration), puts);
    }

    private static long answers(LoadResult result) {
        return result.latency().getTotalCount();
    }

    private RowPuts.Door door(Api api) throws IOException {
        var http = program.http();
        return new RowPuts.Door(http.getHostString() + ":" + http.getPort(), api.token(), organizations);
    }

    @Override
    public void close() throws IOException {
        program.close();
        Trees.delete(launch.data());
    }
}
