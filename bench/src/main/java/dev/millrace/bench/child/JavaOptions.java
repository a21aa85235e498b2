package dev.millrace.bench.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The options of the JVM of a running program, so that parts of it can be started alone on the same terms. */
final class JavaOptions {

    /** Good for one program only: the record of its start, and a recording that two cannot write. */
    private static final List<String> ITS_OWN = List.of("-XX:AOTCache=", "-XX:StartFlightRecording");

    private JavaOptions() {}

    /** Of a process; Linux tells its command line in {@code /proc}. */
    static List<String> of(long pid) throws IOException {
        var line = Files.readString(Path.of("/proc/%d/cmdline".formatted(pid)), StandardCharsets.UTF_8);
        return of(List.of(line.split("\0")));
    }

    /** Of a command line {@code java <options> -jar …}. */
    static List<String> of(List<String> commandLine) throws IOException {
        int jar = commandLine.indexOf("-jar");
        if (jar < 1 || !commandLine.getFirst().endsWith("java")) {
            throw new IOException("Expected the program to be 'java … -jar …', but it is " + commandLine);
        }
        return commandLine.subList(1, jar).stream()
                .filter(option -> ITS_OWN.stream().noneMatch(option::startsWith))
                .toList();
    }
}
