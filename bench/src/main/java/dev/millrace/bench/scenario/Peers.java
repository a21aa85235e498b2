package dev.millrace.bench.scenario;

import dev.millrace.bench.peer.AxonOnJpa;
import dev.millrace.bench.peer.Commit;
import dev.millrace.bench.peer.EmmettOnPostgres;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.PlainPostgres;
import dev.millrace.bench.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All peers, one after the other, each on an empty directory, with commits that wait for the disk and with commits that do not. */
final class Peers {

    private Peers() {}

    /** What is asked of each. */
    @FunctionalInterface
    interface Measurement {
        Row of(Peer peer, Commit commit) throws IOException;
    }

    @FunctionalInterface
    private interface Start {
        Peer in(Path directory) throws IOException;
    }

    static List<Row> measured(Bed bed, Measurement measurement) throws IOException {
        var starts = List.<Start>of(
                PlainPostgres::new,
                AxonOnJpa::new,
                directory -> new EmmettOnPostgres(bed.repository().scripts("emmett"), directory));
        var rows = new ArrayList<Row>();
        for (var start : starts) {
            try (var peer = start.in(bed.emptyDirectory())) {
                for (var commit : Commit.values()) {
                    rows.add(measurement.of(peer, commit));
                }
            }
        }
        return rows;
    }
}
