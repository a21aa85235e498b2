package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Memory;
import dev.millrace.bench.child.Program;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.socket.IdleSubscribers;
import dev.millrace.bench.socket.NodeFanOut;
import dev.millrace.bench.socket.Protocol;
import dev.millrace.bench.socket.Subscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What sockets cost to whom nothing happens: those of the gateway, then the same at servers that only fan out. */
final class IdleSockets implements Scenario {

    private static final int COUNT = 5_000;

    /** Opened and closed before, because the first ones make what all of them use. */
    private static final int FIRST = 500;

    private static final double KIB_PER_MIB = 1024;

    @Override
    public String name() {
        return "idle-sockets";
    }

    @Override
    public String title() {
        return "%,d sockets that follow an organization each, to which nothing happens".formatted(COUNT);
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var rows = new ArrayList<Row>();
        gateway(bed, rows);
        rows.addAll(new NodePeers(bed).each((label, node, server) -> peer(label, node, server, bed)));
        return rows;
    }

    private static void gateway(Bed bed, List<Row> rows) throws IOException {
        var program = bed.program();
        var server = new Subscriber.Server(
                program.sockets(), Protocol.MILLRACE, bed.api().token());
        openFirst(server, bed);
        double alive = program.liveHeapMib();
        var before = program.memory();
        var quiet = new ServerLoad(program::cpuSeconds);
        Pacer.awaitNanoTime(System.nanoTime() + bed.settings().measured().toNanos());
        rows.add(MemoryUse.row("before, without a socket", before)
                .as(Role.CHECK)
                .with(Column.SERVER_CORES, quiet.cores()));
        var idle = measured(server, program::cpuSeconds, bed, () -> held(program));
        rows.add(MemoryUse.row("idle sockets", idle.held().memory())
                .with(Column.SOCKET_KIB, (idle.held().memory().all() - before.all()) * KIB_PER_MIB / COUNT)
                .with(Column.SOCKET_HEAP_KIB, (idle.held().aliveMib() - alive) * KIB_PER_MIB / COUNT)
                .with(Column.THROUGHPUT, idle.openedPerSecond())
                .with(Column.ERRORS, idle.ended())
                .with(Column.SERVER_CORES, idle.cores()));
    }

    private static void openFirst(Subscriber.Server server, Bed bed) throws IOException {
        new IdleSubscribers(server, bed.organizations(), FIRST).close();
    }

    private static Held held(Program program) throws IOException {
        var memory = program.memory();
        return new Held(memory, program.liveHeapMib());
    }

    private static Row peer(String label, NodeFanOut node, Subscriber.Server server, Bed bed) throws IOException {
        openFirst(server, bed);
        double before = node.memoryMib();
        var idle = measured(server, node::cpuSeconds, bed, () -> new Held(new Memory(node.memoryMib(), 0), 0));
        double after = idle.held().memory().all();
        return new Row(
                label,
                Role.PEER,
                Map.of(
                        Column.TOTAL_MIB, after,
                        Column.SOCKET_KIB, (after - before) * KIB_PER_MIB / COUNT,
                        Column.THROUGHPUT, idle.openedPerSecond(),
                        Column.ERRORS, idle.ended(),
                        Column.SERVER_CORES, idle.cores()));
    }

    /** What a server holds; of the heap only where there is one to ask. */
    private record Held(Memory memory, double aliveMib) {}

    /** How it is looked at. */
    private interface Look {
        Held now() throws IOException;
    }

    /**
     * A server with its sockets.
     *
     * @param ended sockets that it ended, of its own accord
     */
    private record Idle(double openedPerSecond, double cores, double ended, Held held) {}

    private static Idle measured(Subscriber.Server server, DoubleSupplier usedSeconds, Bed bed, Look look)
            throws IOException {
        long start = System.nanoTime();
        try (var sockets = new IdleSubscribers(server, bed.organizations(), COUNT)) {
            double openedPerSecond = COUNT * 1e9 / (System.nanoTime() - start);
            var load = new ServerLoad(usedSeconds);
            Pacer.awaitNanoTime(System.nanoTime() + bed.settings().measured().toNanos());
            double cores = load.cores();
            return new Idle(openedPerSecond, cores, sockets.ended(), look.now());
        }
    }
}
