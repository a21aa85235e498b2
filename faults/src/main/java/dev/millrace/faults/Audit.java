package dev.millrace.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The end of a run: everything that the system says now is held against what its clients were told. */
final class Audit {

    private final Api api;
    private final Crowd crowd;
    private final List<String> violations = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();

    Audit(Api api, Crowd crowd) {
        this.api = api;
        this.crowd = crowd;
    }

    /**
     * What a run found: nothing in {@code violations} if all promises were kept.
     *
     * @param deliveries   of webhooks that were taken
     * @param acknowledged commands that were answered as done
     * @param reads        of clients that read what they had written
     * @param pictures     of every organization, for comparison with a rebuild
     */
    record Findings(
            int commands,
            int acknowledged,
            int deliveries,
            int events,
            int reads,
            List<String> violations,
            List<Picture> pictures) {

        Findings {
            violations = List.copyOf(violations);
            pictures = List.copyOf(pictures);
        }

        /** With what a rebuild found. */
        Findings and(List<String> more) {
            var all = Stream.concat(violations.stream(), more.stream()).toList();
            return new Findings(commands, acknowledged, deliveries, events, reads, all, pictures);
        }
    }

    /** Checks everything, and then once more after a rebuild from zero. */
    Findings findingsWithRebuild(Topic topic) throws IOException, InterruptedException {
        var findings = findings(topic);
        return findings.and(Rebuild.differences(api, findings.pictures()));
    }

    /** Checks everything. The load has ended. */
    Findings findings(Topic topic) throws IOException, InterruptedException {
        var histories = crowd.histories();
        var logs = new ArrayList<List<LoggedEvent>>();
        for (var history : histories) {
            logs.add(api.log(history.organization(), history.newest()));
        }
        violations.addAll(crowd.endSubscriptions(logs));
        var places = topic.read();
        violations.addAll(strangers(places));
        for (int i = 0; i < histories.size(); i++) {
            var history = histories.get(i);
            var log = logs.get(i);
            add(history, Checker.violations(history, log));
            add(history, Checker.missightings(history.sightings(), log));
            add(history, Checker.misplacements(places.getOrDefault(history.organization(), List.of()), log));
            add(history, DeliveryCheck.misstatements(history.deliveries(), api.deliveries(history.organization())));
            picture(history, log);
        }
        return new Findings(
                histories.stream().mapToInt(history -> history.answers().size()).sum(),
                histories.stream().mapToInt(History::acknowledged).sum(),
                histories.stream()
                        .mapToInt(history -> history.deliveries().taken())
                        .sum(),
                logs.stream().mapToInt(List::size).sum(),
                histories.stream().mapToInt(history -> history.reads().size()).sum(),
                violations,
                pictures);
    }

    /** Nothing may happen to organizations whose last command was answered before this run. */
    private List<String> strangers(Map<String, List<SequenceCheck.Place>> places) {
        var ours = crowd.histories().stream().map(History::organization).toList();
        return places.keySet().stream()
                .filter(organization -> !ours.contains(organization))
                .map(organization -> "the topic has new events of %s, which nobody wrote to".formatted(organization))
                .toList();
    }

    private void add(History history, List<String> found) {
        found.forEach(it -> violations.add(history.organization() + ": " + it));
    }

    private void picture(History history, List<LoggedEvent> log) throws InterruptedException {
        try {
            var rows = api.rows(history.organization(), Workload.TABLE, log.size());
            add(history, RowCheck.differences(rows, log));
            pictures.add(Picture.of(history.organization(), log, rows));
        } catch (IOException e) { // what cannot be read is not what was promised either
            add(history, List.of("no rows to read: " + e.getMessage()));
        }
    }
}
