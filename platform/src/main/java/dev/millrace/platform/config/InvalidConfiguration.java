package dev.millrace.platform.config;

import java.util.List;

/** The process cannot start as it is configured. Holds everything that is wrong, not the first thing. */
final class InvalidConfiguration extends RuntimeException {

    private final transient List<String> problems;
    private final transient List<String> hints;

    /**
     * @param problems a sentence for each
     * @param hints    what may be a slip and explain some of them
     */
    InvalidConfiguration(List<String> problems, List<String> hints) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
        this.hints = List.copyOf(hints);
    }

    List<String> problems() {
        return problems;
    }

    List<String> hints() {
        return hints;
    }
}
