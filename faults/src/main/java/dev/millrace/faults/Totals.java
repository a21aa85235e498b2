package dev.millrace.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Tells each run in a line and all of them at the end; what broke, with the command that runs it again. */
final class Totals {

    private final Options options;
    private final PrintStream out = System.out;
    private int runs;
    private int broken;
    private long commands;
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

    /** Runs it. One that cannot be finished counts as broken: a system that does not come back breaks its promises too. */
    void add(long seed, String what, Run run) throws InterruptedException {
        long from = System.nanoTime();
        runs++;
        try {
            var findings = run.run();
            commands += findings.commands();
            events += findings.events();
            reads += findings.reads();
            lastWasGood = findings.violations().isEmpty();
            out.printf(
                    Locale.ROOT,
                    "seed %d: %s; %,d commands, %,d events, %,d reads, %d violations, %.1f s%n",
                    seed,
                    what,
                    findings.commands(),
                    findings.events(),
                    findings.reads(),
                    findings.violations().size(),
                    (System.nanoTime() - from) / 1e9);
            findings.violations().forEach(violation -> out.println("  " + violation));
        } catch (IOException | IllegalStateException e) {
            lastWasGood = false;
            out.printf("seed %d: %s; not finished: %s%n", seed, what, e.getMessage());
        }
        if (!lastWasGood) {
            broken++;
            out.println("  again: " + options.again(seed));
        }
    }

    boolean lastWasGood() {
        return lastWasGood;
    }

    /** Prints the sums; true if nothing was broken. */
    boolean print() {
        out.printf(
                Locale.ROOT,
                "%,d runs, %,d broken; %,d commands, %,d events, %,d reads%n",
                runs,
                broken,
                commands,
                events,
                reads);
        return broken == 0;
    }
}
