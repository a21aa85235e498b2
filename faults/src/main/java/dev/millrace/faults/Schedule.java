package dev.millrace.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What happens to the one process, and when.
 *
 * @param steps one after the other
 * @param tail  how long the load goes on after the last
 */
record Schedule(List<Step> steps, Duration tail) {

    Schedule {
        steps = List.copyOf(steps);
    }

    /**
     * A disturbance.
     *
     * @param after how long the load runs undisturbed before it
     */
    record Step(Duration after, Disturbance what) {}

    /** Nothing happens. */
    static Schedule quiet(Duration length) {
        return new Schedule(List.of(), length);
    }

    /** Kills, each somewhere inside a busy second, so that it falls between any two lines. */
    static Schedule kills(long seed, int kills) {
        var random = new Random(seed);
        var steps = IntStream.range(0, kills)
                .mapToObj(_ -> new Step(millis(1_000 + random.nextInt(2_000)), new Disturbance.Kill()))
                .toList();
        return new Schedule(steps, Duration.ofSeconds(1));
    }

    /** One disturbance of any kind, at any time of a load of seconds. */
    static Schedule brief(long seed) {
        var random = new Random(seed);
        int length = 1_500 + random.nextInt(500);
        int after = random.nextInt(length);
        return new Schedule(List.of(new Step(millis(after), Disturbance.next(random))), millis(length - after));
    }

    /** In the words of a report. */
    String told() {
        return steps.isEmpty()
                ? "undisturbed"
                : String.join(
                        ", ",
                        steps.stream()
                                .map(step -> "%s after %d ms"
                                        .formatted(
                                                step.what().told(), step.after().toMillis()))
                                .toList());
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }
}
