package dev.millrace.bench.kafka;

import dev.millrace.schemas.envelope.OrganizationId;
import java.util.List;

/**
 * A heap of commands worked off: all on the log before the program, which is up, sees the first, and followed until the last of their events is committed.
 *
 * @param count      commands
 * @param started    when the program could see them, of {@link System#nanoTime}
 * @param ended      when the last event was committed
 * @param wholeRate  commands per second from then to the last event committed
 * @param secondHalf the same for the second half of the events
 */
public record Drain(int count, long started, long ended, double wholeRate, double secondHalf) {

    /** Runs one: {@code count} rows, the organizations in turn. */
    public static Drain run(Broker broker, List<String> organizations, int count) {
        try (var drain = DrainUnderWay.rows(broker, organizations, count)) {
            return drain.await();
        }
    }

    /** Makes organizations that are not there yet, each with the table: two commands each. */
    public static Drain create(Broker broker, List<String> organizations) {
        var owners = owners(organizations);
        try (var drain = DrainUnderWay.begin(broker, 2 * owners.size(), heap -> heap.organizations(owners))) {
            return drain.await();
        }
    }

    /** Returns when nothing was committed for two seconds: commands that nobody waits for any longer are decided all the same. */
    public static void awaitSilence(Broker broker) {
        try (var log = new EventLog(broker)) {
            log.awaitSilence(DrainUnderWay.AT_MOST);
        }
    }

    static List<OrganizationId> owners(List<String> organizations) {
        return organizations.stream().map(OrganizationId::new).toList();
    }

    static Drain measured(Growth growth, long started, int count) {
        if (growth.total() != count) {
            throw new IllegalStateException("Expected %,d events, but %,d were committed: nobody else may write"
                    .formatted(count, growth.total()));
        }
        long ended = growth.reached(count);
        long half = growth.at(count / 2);
        double secondHalf = (count - half) * 1e9 / Math.max(1, ended - growth.reached(half));
        return new Drain(count, started, ended, count * 1e9 / (ended - started), secondHalf);
    }
}
