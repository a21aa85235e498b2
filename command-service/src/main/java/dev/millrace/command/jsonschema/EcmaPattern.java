package dev.millrace.command.jsonschema;

import java.util.regex.Pattern;

/**
 * Regular expressions of JSON Schema, which are ECMA-262's, as Java's. The two differ where nobody looks: Java's {@code $} also matches before a line break at the end,
 * its {@code .} does not match U+0085, and its {@code \s} knows only the spaces of ASCII.
 */
final class EcmaPattern {

    private static final String ANY = "[^\\n\\r\\u2028\\u2029]";
    private static final String SPACES = "\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";

    private final String regex;
    private final StringBuilder java = new StringBuilder();
    private boolean inClass;

    private EcmaPattern(String regex) {
        this.regex = regex;
    }

    /** Fails with {@link java.util.regex.PatternSyntaxException} where Java sees no regular expression. */
    static Pattern compile(String regex) {
        return Pattern.compile(new EcmaPattern(regex).translated());
    }

    private String translated() {
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                escape(regex.charAt(++i));
            } else {
                plain(c);
            }
        }
        return java.toString();
    }

    private void escape(char c) {
        switch (c) {
            case 's' -> java.append(inClass ? SPACES : "[" + SPACES + "]");
            case 'S' -> java.append("[^").append(SPACES).append(']'); // a class within a class is a union
            default -> java.append('\\').append(c);
        }
    }

    private void plain(char c) {
        if (inClass) {
            inClass = c != ']';
            java.append(
                    c == '[' || c == '&' ? "\\" + c : String.valueOf(c)); // to Java, part of an expression of classes
        } else {
            switch (c) {
                case '[' -> {
                    inClass = true;
                    java.append(c);
                }
                case '$' -> java.append("\\z");
                case '.' -> java.append(ANY);
                default -> java.append(c);
            }
        }
    }
}
