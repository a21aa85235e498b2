package dev.millrace.bench.peer;

import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.load.WarmUp;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures peers, all in the same way, in a JVM that is warm: warm-ups go on until its compiler is quiet. A peer that cannot run here gets a line that says so and has no figures. */
public final class PeerRows {

    private static final List<Integer> CALLERS = List.of(1, 8, 32);
    private static final int WARM_UP_CALLERS = 8;

    private PeerRows() {}

    /** The most commands a second with 1, 8 or 32 callers, whichever does best. Each kind of commit has a warm-up of its own, or the second would find a warmer JVM than the first. */
    public static Row throughput(Peer peer, Commit commit, Duration warmUp, Duration duration) throws IOException {
        if (peer.hindrance().isPresent()) {
            return withoutFigures(peer, commit);
        }
        WarmUp.here(() -> peer.closedLoop(commit, WARM_UP_CALLERS, warmUp));
        double best = 0;
        int callers = 0;
        for (int count : CALLERS) {
            double rate = peer.closedLoop(commit, count, duration);
            if (rate > best) {
                best = rate;
                callers = count;
            }
        }
        return new Row(
                label(peer, commit), Role.PEER, Map.of(Column.THROUGHPUT, best, Column.CONNECTIONS, (double) callers));
    }

    /** From due to committed at the pace of a schedule, after a warm-up at full speed: at the pace itself its compiler would need minutes. */
    public static Row latency(Peer peer, Commit commit, Duration warmUp, Schedule schedule) throws IOException {
        if (peer.hindrance().isPresent()) {
            return withoutFigures(peer, commit);
        }
        WarmUp.here(() -> peer.closedLoop(commit, WARM_UP_CALLERS, warmUp));
        return Row.of(label(peer, commit), Role.PEER, peer.paced(commit, schedule));
    }

    private static Row withoutFigures(Peer peer, Commit commit) {
        var reason = peer.hindrance().map(why -> ": not measured, " + why).orElse("");
        return new Row(label(peer, commit) + reason, Role.PEER, Map.of());
    }

    private static String label(Peer peer, Commit commit) {
        return "peer: %s, synchronous_commit %s".formatted(peer.name(), commit.setting());
    }
}
