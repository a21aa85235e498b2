package dev.millrace.command.jsonschema;

/**
 * Text that can be looked at only so often. A backtracking pattern that explodes runs into the bound instead of holding the partition up; counting reads instead of
 * time keeps the answer the same on every machine.
 */
final class BoundedText implements CharSequence {

    /** A pattern needed more steps than it may. */
    static final class Exhausted extends RuntimeException {
        Exhausted() {
            super("Expected the pattern to be done within its steps", null, false, false);
        }
    }

    private final String text;
    private long stepsLeft;

    BoundedText(String text, long steps) {
        this.text = text;
        this.stepsLeft = steps;
    }

    @Override
    public char charAt(int index) {
        if (stepsLeft-- <= 0) {
            throw new Exhausted();
        }
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
