package dev.millrace.command.jsonschema;

import dev.millrace.command.processing.Effort;

/** Text of which each look at a character is a step, and that can be looked at only so often by one pattern. */
final class BoundedText implements CharSequence {

    private static final long STEPS = 500_000;

    private final String text;
    private final Effort effort;
    private long stepsLeft = STEPS;

    BoundedText(String text, Effort effort) {
        this.text = text;
        this.effort = effort;
    }

    @Override
    public char charAt(int index) {
        if (stepsLeft-- <= 0) {
            throw new Effort.Exhausted();
        }
        effort.spend(1);
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
