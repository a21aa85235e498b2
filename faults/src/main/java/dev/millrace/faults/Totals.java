package dev.millrace.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells each run in a line and all of them at the end; what broke, with the command that runs it again. */
final class Totals {

    private final Options options;
    private final PrintStream out = System.out;
    private final long fromNanos = System.nanoTime();
    private int runs;
    private int broken;
    private int violations;
    private long commands;
    private long acknowledged;
    private long deliveries;
    private long events;
    private long reads;
    private boolean lastWasGood;

    Totals(Options options) {
        this.options = options;
    }

    /** A run. */
    interface Run {
        Audit.Findings run() throws IOException, InterruptedException;
    }

    /** What differs after a rebuild. */
    interface Comparison {
        List<String> differences() throws IOException, InterruptedException;
    }

    /**
     * Runs it. One that cannot be finished counts as broken: a system that does not come back breaks its promises too.
     *
     * @param what it was; asked for when it has ended
     */
    void add(long seed, Supplier<String> what, Run run) throws InterruptedException {
        long from = System.nanoTime();
        runs++;
        try {
            var findings = run.run();
            commands += findings.commands();
            deliveries += findings.deliveries();
            acknowledged += findings.acknowledged();
            events += findings.events();
            reads += findings.reads();
            out.printf(
                    Locale.ROOT,
                    "seed %d: %s; %,d commands, %,d deliveries, %,d events, %,d reads, %d violations, %.1f s%n",
                    seed,
                    what.get(),
                    findings.commands(),
                    findings.deliveries(),
                    findings.events(),
                    findings.reads(),
                    findings.violations().size(),
                    secondsSince(from));
            judge(findings.violations(), options.again(seed, 1));
        } catch (IOException | IllegalStateException e) {
            out.printf(Locale.ROOT, "seed %d: %s; not finished, %.1f s%n", seed, what.get(), secondsSince(from));
            judge(List.of(String.valueOf(e.getMessage())), options.again(seed, 1));
        }
    }

    /** Compares what several runs left with a rebuild. */
    void addRebuild(long firstSeed, int compared, Comparison comparison) throws InterruptedException {
        long from = System.nanoTime();
        try {
            var differences = comparison.differences();
            out.printf(
                    Locale.ROOT,
                    "rebuild, seeds %d to %d: %d violations, %.1f s%n",
                    firstSeed,
                    firstSeed + compared - 1,
                    differences.size(),
                    secondsSince(from));
            judge(differences, options.again(firstSeed, compared));
        } catch (IOException e) {
            out.printf(Locale.ROOT, "rebuild, seeds %d to %d: not finished%n", firstSeed, firstSeed + compared - 1);
            judge(List.of(String.valueOf(e.getMessage())), options.again(firstSeed, compared));
        }
    }

    private void judge(List<String> found, String again) {
        found.forEach(violation -> out.println("  " + violation));
        violations += found.size();
        lastWasGood = found.isEmpty();
        if (!lastWasGood) {
            broken++;
            out.println("  again: " + again);
        }
    }

    int runs() {
        return runs;
    }

    boolean lastWasGood() {
        return lastWasGood;
    }

    /** True as long as nothing was broken. */
    boolean isWhole() {
        return broken == 0;
    }

    /** True as long as more runs are wanted, and their time has not passed. */
    boolean isTimeForMore() {
        var elapsed = Duration.ofNanos(System.nanoTime() - fromNanos);
        return runs < options.extent().runs()
                && elapsed.compareTo(options.extent().limit()) < 0;
    }

    /** Prints the sums; true if nothing was broken. */
    boolean print() {
        out.printf(
                Locale.ROOT,
                "%,d runs, %,d broken; %,d commands, %,d of them acknowledged, %,d deliveries, %,d events, %,d reads, %,d violations, %.0f s%n",
                runs,
                broken,
                commands,
                acknowledged,
                deliveries,
                events,
                reads,
                violations,
                secondsSince(fromNanos));
        return isWhole();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
