package dev.millrace.bench.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the program is started.
 *
 * @param command   the program and its fixed arguments, such as {@code ./millrace up}
 * @param data      its data directory
 * @param log       where its output goes
 * @param recording a JFR recording to write on exit, or null for none
 */
public record Launch(
        List<String> command, Path data, Path log, @Nullable Path recording) {

    public Launch {
        command = List.copyOf(command);
    }

    ProcessBuilder process(Ports ports) {
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--data", data.toString()));
        arguments.addAll(List.of("--port", Integer.toString(ports.http())));
        arguments.addAll(List.of("--gateway-port", Integer.toString(ports.sockets())));
        var process = new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
        if (recording != null) {
            process.environment()
                    .merge("MILLRACE_JVM_OPTIONS", recordTo(recording), (given, added) -> given + " " + added);
        }
        return process;
    }

    private static String recordTo(Path recording) {
        return "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording.toAbsolutePath();
    }
}
