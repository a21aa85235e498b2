package dev.millrace.bench.scenario;

import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.socket.NodeFanOut;
import dev.millrace.bench.socket.Subscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Servers on Node that only fan out, one after the other; a line says so where one cannot run. */
record NodePeers(Bed bed) {

    /** What is done with one of them. */
    interface Measurement {
        Row of(String label, NodeFanOut node, Subscriber.Server server) throws IOException;
    }

    List<Row> each(Measurement measurement) throws IOException {
        var rows = new ArrayList<Row>();
        for (var kind : NodeFanOut.Kind.values()) {
            rows.add(one(kind, measurement));
        }
        return rows;
    }

    private Row one(NodeFanOut.Kind kind, Measurement measurement) throws IOException {
        var scripts = bed.repository().scripts("sockets");
        var label = "peer: %s on Node, without a log".formatted(kind.title());
        var hindrance = kind.hindrance(scripts);
        if (hindrance.isPresent()) {
            return new Row(label + ": not measured, " + hindrance.get(), Role.PEER, Map.of());
        }
        try (var node = new NodeFanOut(scripts, kind, bed.log("sockets"))) {
            return measurement.of(label, node, new Subscriber.Server(node.address(), kind.protocol(), ""));
        }
    }
}
