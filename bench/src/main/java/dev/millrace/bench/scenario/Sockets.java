package dev.millrace.bench.scenario;

import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.socket.Protocol;
import dev.millrace.bench.socket.Subscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From a command that is due to its event on the sockets of a few subscribers; then the same commands and subscribers at servers that only fan out. */
final class Sockets implements Scenario {

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String title() {
        return "command to socket at %,d events a second, %d subscribers of everything"
                .formatted(FanOut.PER_SECOND, FanOut.SUBSCRIBERS);
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var program = bed.program();
        var sockets = new Subscriber.Server(
                program.sockets(), Protocol.MILLRACE, bed.api().token());
        var measured = FanOut.of(new FanOut.Server(program.http(), sockets, program::cpuSeconds), bed);
        var rows = new ArrayList<>(List.of(
                measured.sinceDue("command due to socket", Role.SUBJECT),
                measured.sinceEvent("event's time to socket", Role.DETAIL),
                Row.of("command to outcome meanwhile", Role.CHECK, measured.commands())));
        rows.addAll(new NodePeers(bed)
                .each((label, node, server) -> FanOut.of(
                                new FanOut.Server(node.address(), server, node::cpuSeconds), bed)
                        .sinceDue(label, Role.PEER)));
        return rows;
    }
}
