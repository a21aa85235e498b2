package dev.millrace.bench.scenario;

import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.workload.GithubDeliveries;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Signed deliveries of another system: from due to durable at a rate that the sender sets, how fast they become rows, and the most that get in. */
final class Webhooks implements Scenario {

    private static final int PER_SECOND = 200;
    private static final int WARM_UP_PER_SECOND = 500;
    private static final int CONNECTIONS = 128;
    private static final String SECRET = "It's a secret of the bench";

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public String title() {
        return "signed deliveries at %d a second, open loop, and as many as get in".formatted(PER_SECOND);
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        for (var organization : bed.organizations()) {
            bed.api().registerSource(organization, GithubDeliveries.SOURCE, SECRET, GithubDeliveries.MAPPING);
        }
        var deliveries = new GithubDeliveries(bed.door().host(), bed.organizations(), SECRET, bed.clock());
        var paced = paced(bed, deliveries);
        return List.of(paced.get(0), paced.get(1), saturated(bed, deliveries));
    }

    private static List<Row> paced(Bed bed, GithubDeliveries deliveries) throws IOException {
        var lag = new ProjectionLag(bed);
        try (var load = bed.load(CONNECTIONS, deliveries.maxBytes())) {
            bed.warmUp(load, WARM_UP_PER_SECOND, deliveries);
            long before = lag.awaitQuiet();
            var server = new ServerLoad(bed.program()::cpuSeconds);
            long start = System.nanoTime();
            var result = load.openLoop(bed.schedule(PER_SECOND, bed.settings().measured()), deliveries);
            double cores = server.cores();
            long taken = result.latency().getTotalCount();
            double seconds = (lag.awaitSum(before + taken) - start) / 1e9;
            return List.of(
                    Row.of("delivery to durable", Role.SUBJECT, result).with(Column.SERVER_CORES, cores),
                    new Row(
                            "the same deliveries to rows in PostgreSQL",
                            Role.SUBJECT,
                            Map.of(
                                    Column.COUNT,
                                    (double) taken,
                                    Column.SECONDS,
                                    seconds,
                                    Column.THROUGHPUT,
                                    taken / seconds)));
        }
    }

    private static Row saturated(Bed bed, GithubDeliveries deliveries) throws IOException {
        try (var load = bed.load(Saturation.MOST, deliveries.maxBytes())) {
            return Saturation.Climb.of(bed, load).best("deliveries, as many as get in", deliveries);
        }
    }
}
