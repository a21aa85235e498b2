package dev.millrace.bench.scenario;

import dev.millrace.bench.child.DecidingAlone;
import dev.millrace.bench.kafka.Broker;
import dev.millrace.bench.kafka.Drain;
import dev.millrace.bench.kafka.DrainUnderWay;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.load.WarmUp;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.embedded.Trees;
import java.io.IOException;

/** The same drain with command-service and a broker alone, a process each: what peers do as well, decide and commit, with nothing beside. */
final class DeciderDrain {

    private DeciderDrain() {}

    static Row measured(Bed bed, int count) throws IOException {
        var repository = bed.repository();
        var parts = new DecidingAlone.Parts(
                repository.embeddedParts(),
                repository.service("command-service"),
                bed.program().jvmOptions());
        var directory = bed.emptyDirectory();
        try (var alone = DecidingAlone.start(parts, directory)) {
            var broker = new Broker(alone.kafka());
            Drain.create(broker, bed.organizations());
            WarmUp.run(alone::compilerSeconds, () -> Drain.run(broker, bed.organizations(), count));
            return measured(alone, broker, bed, count);
        } finally {
            Trees.delete(directory);
        }
    }

    private static Row measured(DecidingAlone alone, Broker broker, Bed bed, int count) {
        try (var drain = DrainUnderWay.rows(broker, bed.organizations(), count)) {
            var decider = new ServerLoad(alone::cpuSeconds);
            var log = new ServerLoad(alone::brokerCpuSeconds);
            drain.awaitNearlyDone();
            double ofBroker = log.cores();
            double all = decider.cores() + ofBroker;
            return Drains.committed("drained, deciding alone", drain.await())
                    .with(Column.SERVER_CORES, all)
                    .with(Column.BROKER_CORES, ofBroker);
        }
    }
}
