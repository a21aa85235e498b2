package dev.millrace.bench.scenario;

import dev.millrace.bench.kafka.HopFloor;
import dev.millrace.bench.load.HttpLoad;
import dev.millrace.bench.load.LoopbackResponder;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.peer.PeerRows;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.workload.RowPuts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From a command that is due to its outcome over HTTP, at a rate that the callers set and not the server. */
final class Commands implements Scenario {

    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration FLOOR_WARM_UP = Duration.ofSeconds(5);

    /** The one rate at which peers stand beside; far beyond it some would be measured at their saturation. */
    private static final int PACE_OF_PEERS = 200;

    private static final int FEWEST_CONNECTIONS = 128;

    private final int perSecond;

    Commands(int perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public String name() {
        return "commands-" + perSecond;
    }

    @Override
    public String title() {
        return "command to outcome over HTTP at %,d commands a second, open loop".formatted(perSecond);
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        bed.program();
        var generator = generatorAlone(bed);
        var floor = floor(bed);
        var rows = new ArrayList<>(List.of(commands(bed), floor, generator));
        if (perSecond == PACE_OF_PEERS) {
            rows.addAll(peers(bed));
        }
        return rows;
    }

    private List<Row> peers(Bed bed) throws IOException {
        return Peers.measured(
                bed,
                (peer, commit) -> PeerRows.latency(
                        peer,
                        commit,
                        bed.settings().warmUp(),
                        bed.schedule(perSecond, bed.settings().measured())));
    }

    private Row commands(Bed bed) throws IOException {
        var puts = RowPuts.single(bed.door(), bed.clock());
        try (var load = bed.load(connections(), puts.maxBytes())) {
            load.openLoop(bed.schedule(perSecond, bed.settings().warmUp()), puts);
            var server = new ServerLoad(bed.program()::cpuSeconds);
            var result = load.openLoop(bed.schedule(perSecond, bed.settings().measured()), puts);
            return Row.of("command to outcome", Role.SUBJECT, result).with(Column.SERVER_CORES, server.cores());
        }
    }

    private Row floor(Bed bed) throws IOException {
        HopFloor.measure(bed.broker(), bed.schedule(perSecond, FLOOR_WARM_UP));
        var result = HopFloor.measure(
                bed.broker(), bed.schedule(perSecond, bed.settings().measured()));
        return Row.of("floor: one hop, produce to consume", Role.FLOOR, result);
    }

    private Row generatorAlone(Bed bed) throws IOException {
        var door = bed.door();
        var one =
                new RowPuts.Door(door.host(), door.token(), door.organizations().subList(0, 1));
        var puts = RowPuts.single(one, bed.clock());
        var request = ByteBuffer.allocate(puts.maxBytes());
        puts.write(0, 0, request);
        try (var responder = new LoopbackResponder(request.position());
                var load = new HttpLoad(responder.address(), connections(), puts.maxBytes())) {
            load.openLoop(bed.schedule(perSecond, CHECK), puts);
            var result = load.openLoop(bed.schedule(perSecond, CHECK), puts);
            return Row.of("check: the generator against an empty responder", Role.CHECK, result);
        }
    }

    /** Enough for a quarter of a second of silence. */
    private int connections() {
        return Math.max(FEWEST_CONNECTIONS, perSecond / 4);
    }
}
