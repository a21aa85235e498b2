package dev.millrace.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How far growth is followed. Steps are a hundred or ten times as large as the one before, up to the given number.
 *
 * @param events        most events in the log
 * @param organizations most organizations
 */
public record Extent(long events, int organizations) {

    /** Unless more is asked for: a few minutes a run. */
    public static final Extent DEFAULT = new Extent(1_000_000, 1_000);

    private static final List<Long> EVENTS = List.of(1_000L, 100_000L, 1_000_000L, 10_000_000L);
    private static final List<Long> ORGANIZATIONS = List.of(10L, 1_000L, 100_000L);

    /** While the number of events grows, there are so few organizations. */
    private static final int FEW_ORGANIZATIONS = 10;

    /** While the number of organizations grows, there are so many events at most, unless that many organizations need more. */
    private static final long SOME_EVENTS = 100_000;

    /** A log of one size. */
    record Step(long events, int organizations) {

        String label() {
            return "%,d events, %,d organizations".formatted(events, organizations);
        }
    }

    /** More and more events, in one log. */
    List<Step> moreEvents() {
        return upTo(EVENTS, events).stream()
                .map(step -> new Step(step, FEW_ORGANIZATIONS))
                .toList();
    }

    /** The one of {@link #moreEvents} that those with more organizations are held against, then these. */
    List<Step> moreOrganizations() {
        long some = moreEvents().stream()
                .mapToLong(Step::events)
                .filter(step ->
                        step <= Math.max(SOME_EVENTS, moreEvents().getFirst().events()))
                .max()
                .orElseThrow();
        return upTo(ORGANIZATIONS, organizations).stream()
                .map(step -> new Step(some, Math.max(FEW_ORGANIZATIONS, step.intValue())))
                .toList();
    }

    private static List<Long> upTo(List<Long> steps, long most) {
        var all = new TreeSet<>(steps.stream().filter(step -> step < most).toList());
        all.add(most);
        return new ArrayList<>(all);
    }
}
