package dev.millrace.bench.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the program is started.
 *
 * @param command   the program and its fixed arguments, such as {@code java -jar …}
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
        arguments.add("--data");
        arguments.add(data.toString());
        var process = new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().putAll(environment(ports));
        return process;
    }

    private Map<String, String> environment(Ports ports) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SERVER_PORT", Integer.toString(ports.http()));
        environment.put("MILLRACE_GATEWAY_PORT", Integer.toString(ports.sockets()));
        environment.put("MILLRACE_EMBEDDED_KAFKA_PORT", Integer.toString(ports.kafka()));
        if (recording != null) {
            environment.put(
                    "JAVA_TOOL_OPTIONS",
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording.toAbsolutePath());
        }
        return environment;
    }
}
