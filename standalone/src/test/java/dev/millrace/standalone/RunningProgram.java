package dev.millrace.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process with its output in a file. It ends with {@link #close}, as by Ctrl-C, or with {@link #kill}. */
final class RunningProgram implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final Path output;

    private RunningProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static RunningProgram start(List<String> command, Path output) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        return new RunningProgram(builder.start(), output);
    }

    /** Waits until its HTTP side says that it is ready; fails with what it printed if it ends before. */
    void awaitReady(int port) {
        var ready = URI.create("http://127.0.0.1:" + port + "/ready");
        await("ready, see " + output)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "Expected a process that serves, but it ended and had printed:\n" + printed());
                    }
                    return answers(ready);
                });
    }

    private static boolean answers(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Memory of the process and of those it started, as Linux counts it; 0 elsewhere. */
    long residentBytes() throws IOException {
        var bytes = 0L;
        for (var handle :
                Stream.concat(Stream.of(process.toHandle()), servers()).toList()) {
            var status = Path.of("/proc", String.valueOf(handle.pid()), "smaps_rollup");
            if (Files.isReadable(status)) {
                bytes += Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                        .sum();
            }
        }
        return bytes;
    }

    /** PostgreSQL's processes: no children of ours, because their server has a session of its own. */
    private Stream<ProcessHandle> servers() {
        var directory = output.resolveSibling("").toString();
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains("postgres -D " + directory))
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()));
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    /** Waits for the process to end by itself; its exit code. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Expected the process to end, but it went on; see " + output);
        }
        return process.exitValue();
    }

    /** SIGKILL: nothing of the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, as Ctrl-C would end it, and how long that took. */
    Duration stop() throws InterruptedException {
        var from = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Expected the process to stop, but it went on; see " + output);
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
