package dev.millrace.command.processing;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells a failure by its classes and places. Messages stay out: they may quote what somebody wrote. */
final class BugReport {

    private static final int FRAMES = 6;
    private static final int CAUSES = 5;

    private BugReport() {}

    static String of(Throwable failure) {
        var report = new StringBuilder();
        var cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            report.append(depth == 0 ? "" : "\ncaused by ")
                    .append(cause.getClass().getName());
            report.append(Arrays.stream(cause.getStackTrace())
                    .limit(FRAMES)
                    .map(frame -> "\n  at " + frame)
                    .collect(Collectors.joining()));
            cause = cause.getCause();
        }
        return report.toString();
    }
}
