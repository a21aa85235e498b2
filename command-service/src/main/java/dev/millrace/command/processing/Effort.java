package dev.millrace.command.processing;

/**
 * What one decision, of a command or of a whole batch, may still spend on checks whose cost its data and the schemas of tables decide. Counted in steps of some 4 ns,
 * not in time, so that the answer is the same on every machine. All that an organization's partition shares waits meanwhile, and a transaction that takes too long is lost.
 */
public final class Effort {

    /** Some 0.2 s. */
    private static final long STEPS = 50_000_000;

    /** There was more to do than one decision may take. */
    public static final class Exhausted extends RuntimeException {
        public Exhausted() {
            super("Expected the checks of a decision to be done within their steps", null, false, false);
        }
    }

    private long left = STEPS;

    /** Takes the steps from what is left; fails with {@link Exhausted} if they are not there. */
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new Exhausted();
        }
    }
}
