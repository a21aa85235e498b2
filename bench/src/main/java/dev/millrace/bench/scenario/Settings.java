package dev.millrace.bench.scenario;

import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.load.WarmUp;
import java.time.Duration;

/**
 * How long and how much.
 *
 * @param measured   time that is measured at each rate
 * @param warmUp     time before it at the same rate, which is not
 * @param arrivals   how requests of an open loop follow each other
 * @param drainCount commands of a drain
 * @param growth     how far growth is followed
 */
public record Settings(Duration measured, Duration warmUp, Arrivals arrivals, int drainCount, Extent growth) {

    /** To see that everything runs; the figures mean little. */
    public static Settings quick() {
        return new Settings(
                Duration.ofSeconds(5), Duration.ofSeconds(3), Arrivals.POISSON, 20_000, new Extent(10_000, 100));
    }

    /** How long a program just started takes commands at most before anything is measured: its compiler is busy for minutes. */
    Duration longestProgramWarmUp() {
        return warmUp.multipliedBy(WarmUp.MOST);
    }

    /** In words, for the report. */
    public String words() {
        return "%d s measured after %d s of warm-up at the same rate, on a program that took commands before until its compiler was quiet, for %d s at most; %s arrivals"
                .formatted(
                        measured.toSeconds(),
                        warmUp.toSeconds(),
                        longestProgramWarmUp().toSeconds(),
                        arrivals == Arrivals.POISSON ? "Poisson" : "equally spaced");
    }
}
