package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What is done to a cluster. */
sealed interface Blow {

    List<Service> SERVICES = List.of(Service.values());

    /** Kill -9 of a node of a service; it comes back after a while. */
    record Kill(Service service, int node, Duration away) implements Blow {}

    /** SIGSTOP and SIGCONT of a node: one that was frozen for longer than its session is a zombie when it thaws. */
    record Freeze(Service service, int node, Duration length) implements Blow {}

    /** A clean stop of one node after the other, each with a new start. */
    record RollingRestart(Service service) implements Blow {}

    /** Kill -9 of a broker; it comes back after a while. */
    record BrokerLoss(int broker, Duration away) implements Blow {}

    /** SIGSTOP and SIGCONT of a broker: it may believe that it still leads. */
    record BrokerFreeze(int broker, Duration length) implements Blow {}

    /** The disk of a broker is full for a while, which ends it; it comes back when there is space again. */
    record BrokerDiskFull(int broker, int roomBytes, Duration length) implements Blow {}

    /** The network to a broker is cut for a while, or slow; the controllers still reach each other. */
    record BrokerUnreachable(int broker, Link.State state, Duration length) implements Blow {}

    /** Every partition of every topic gets another leader, while all brokers are well. */
    record LeaderMove(int by) implements Blow {}

    /** The network to PostgreSQL is cut for a while, or slow. */
    record DatabaseUnreachable(Link.State state, Duration length) implements Blow {}

    /** The clock of a node is wrong for a while. */
    record ClockStep(Service service, int node, Duration by, Duration length) implements Blow {}

    /** The clock of a broker is wrong for a while. */
    record BrokerClockStep(int broker, Duration by, Duration length) implements Blow {}

    /** A crash of PostgreSQL. */
    record DatabaseCrash() implements Blow {}

    /** A restart of PostgreSQL. */
    record DatabaseRestart() implements Blow {}

    /** The next one of a seeded run. */
    static Blow next(Random random) {
        int node = random.nextInt(Cluster.NODES);
        var service = SERVICES.get(random.nextInt(SERVICES.size()));
        var length = Duration.ofMillis(500 + random.nextInt(8_000));
        return switch (random.nextInt(20)) {
            case 0, 1 -> new Kill(Service.COMMAND, node, length);
            case 2 -> new Kill(service, node, length);
            case 3, 4 -> new Freeze(Service.COMMAND, node, length);
            case 5 -> new Freeze(service, node, length);
            case 6 -> new RollingRestart(service);
            case 7, 8 -> new BrokerLoss(random.nextInt(Brokers.COUNT), length);
            case 9 -> new BrokerFreeze(random.nextInt(Brokers.COUNT), length);
            case 10 -> new DatabaseCrash();
            case 11, 12 -> new BrokerUnreachable(random.nextInt(Brokers.COUNT), network(random), length);
            case 13 -> new DatabaseUnreachable(network(random), length);
            case 14, 15 -> new LeaderMove(1 + random.nextInt(Brokers.COUNT - 1));
            case 16 -> new BrokerDiskFull(random.nextInt(Brokers.COUNT), random.nextInt(4_096), length);
            case 17 -> new ClockStep(service, node, Disturbance.step(random), length);
            case 18 -> new BrokerClockStep(random.nextInt(Brokers.COUNT), Disturbance.step(random), length);
            default -> new DatabaseRestart();
        };
    }

    private static Link.State network(Random random) {
        return random.nextBoolean()
                ? new Link.State.Cut()
                : new Link.State.Slow(Duration.ofMillis(5 + random.nextInt(100)));
    }

    /** Strikes, and returns when what was struck has been started again. */
    default void strike(Cluster cluster) throws IOException, InterruptedException {
        switch (this) {
            case Kill(var service, int node, var away) ->
                killAndRestart(cluster.node(service, node).child(), away);
            case Freeze(var service, int node, var length) ->
                freeze(cluster.node(service, node).child(), length);
            case RollingRestart(var service) -> {
                for (int node = 0; node < Cluster.NODES; node++) {
                    var restarted = cluster.node(service, node);
                    restarted.child().stop();
                    restarted.child().start();
                    restarted.awaitReady();
                }
            }
            case BrokerLoss(int broker, var away) ->
                killAndRestart(cluster.brokers().get(broker), away);
            case BrokerFreeze(int broker, var length) ->
                freeze(cluster.brokers().get(broker), length);
            case BrokerDiskFull(int broker, int room, var length) ->
                cluster.brokers().starve(broker, room, length);
            case BrokerUnreachable(int broker, var state, var length) ->
                disturb(cluster.brokers().link(broker), state, length);
            case LeaderMove(int by) -> cluster.brokers().moveLeaders(by);
            case DatabaseUnreachable(var state, var length) -> disturb(cluster.databaseLink(), state, length);
            case ClockStep(var service, int node, var by, var length) ->
                cluster.node(service, node).child().misdate(by, length);
            case BrokerClockStep(int broker, var by, var length) ->
                cluster.brokers().get(broker).misdate(by, length);
            case DatabaseCrash _ -> cluster.crashDatabase();
            case DatabaseRestart _ -> cluster.restartDatabase();
        }
    }

    private static void killAndRestart(Child child, Duration away) throws IOException, InterruptedException {
        child.kill();
        LockSupport.parkNanos(away.toNanos());
        child.start();
    }

    private static void freeze(Child child, Duration length) throws IOException, InterruptedException {
        child.freeze();
        LockSupport.parkNanos(length.toNanos());
        child.thaw();
    }

    private static void disturb(Link link, Link.State state, Duration length) {
        link.become(state);
        LockSupport.parkNanos(length.toNanos());
        link.become(new Link.State.Whole());
    }

    private static String told(Link.State state) {
        return switch (state) {
            case Link.State.Whole _ -> "whole";
            case Link.State.Slow(var delay) -> "%d ms slower".formatted(delay.toMillis());
            case Link.State.Cut _ -> "cut";
        };
    }

    /** In the words of a report. */
    default String told() {
        return switch (this) {
            case Kill(var service, int node, var away) ->
                "kill -9 of %s-%d, away for %d ms".formatted(service.module(), node, away.toMillis());
            case Freeze(var service, int node, var length) ->
                "%s-%d frozen for %d ms".formatted(service.module(), node, length.toMillis());
            case RollingRestart(var service) -> "rolling restart of %s".formatted(service.module());
            case BrokerLoss(int broker, var away) ->
                "kill -9 of broker %d, away for %d ms".formatted(broker, away.toMillis());
            case BrokerFreeze(int broker, var length) ->
                "broker %d frozen for %d ms".formatted(broker, length.toMillis());
            case BrokerDiskFull(int broker, int room, var length) ->
                "disk of broker %d full but for %d bytes for %d ms".formatted(broker, room, length.toMillis());
            case BrokerUnreachable(int broker, var state, var length) ->
                "network to broker %d %s for %d ms".formatted(broker, told(state), length.toMillis());
            case LeaderMove(int by) -> "leaders of all partitions moved by %d".formatted(by);
            case DatabaseUnreachable(var state, var length) ->
                "network to PostgreSQL %s for %d ms".formatted(told(state), length.toMillis());
            case ClockStep(var service, int node, var by, var length) ->
                "clock of %s-%d wrong by %+d ms for %d ms"
                        .formatted(service.module(), node, by.toMillis(), length.toMillis());
            case BrokerClockStep(int broker, var by, var length) ->
                "clock of broker %d wrong by %+d ms for %d ms".formatted(broker, by.toMillis(), length.toMillis());
            case DatabaseCrash _ -> "PostgreSQL crashed";
            case DatabaseRestart _ -> "PostgreSQL restarted";
        };
    }
}
