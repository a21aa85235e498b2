package dev.millrace.faults;

import dev.millrace.faults.clock.ProcessClock;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A process that can be killed, frozen, stopped and started again with the same command line. */
final class Child implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofMinutes(1);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);
    private static final int LAST_LINES = 40;

    private final String name;
    private final List<String> command;
    private final Path output;
    private @Nullable Process process;

    /**
     * Not started yet.
     *
     * @param output where it prints to, in all its lives
     */
    Child(String name, List<String> command, Path output) {
        this.name = name;
        this.command = List.copyOf(command);
        this.output = output;
    }

    String name() {
        return name;
    }

    /** Starts it; it is not ready yet. */
    void start() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("MILLRACE_"));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        process = builder.start();
    }

    /** Waits until an address answers 200; fails with what the process printed last if that does not come. */
    void awaitReady(URI ready) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers(ready)) {
            if (!running().isAlive() || System.nanoTime() > deadline) {
                throw new IOException(
                        "Expected %s to be ready, but it is not. It printed:%n%s".formatted(name, lastWords()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Kill -9: no line of it runs any more. */
    void kill() throws InterruptedException {
        running().destroyForcibly();
        if (!running().waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Expected %s to be gone after kill -9, but it is not".formatted(name));
        }
    }

    /** SIGSTOP: it stays where it is until {@link #thaw}, and then goes on as if nothing had been. */
    void freeze() throws IOException, InterruptedException {
        Signals.send("STOP", running().pid());
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        Signals.send("CONT", running().pid());
    }

    /**
     * The disk is full for a while, and free again at the end; few processes outlive that.
     *
     * @param roomBytes by which the longest segment of its logs may still grow
     */
    void starve(Disk disk, int roomBytes, Duration length) throws IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        disk.fill(running().pid(), roomBytes);
        if (running().waitFor(length.toMillis(), TimeUnit.MILLISECONDS)) {
            LockSupport.parkNanos(end - System.nanoTime()); // nobody starts it before there is space
            return;
        }
        disk.free(running().pid());
        // What failed at the last moment may still end it.
        var _ = running().waitFor(LAST_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Its clock is wrong for a while, and right again at the end: two steps, one forwards and one backwards. */
    void misdate(Duration by, Duration length) throws IOException {
        var clock = new ProcessClock(running().pid());
        clock.setWrongBy(by);
        LockSupport.parkNanos(length.toNanos());
        if (isAlive()) {
            clock.setWrongBy(Duration.ZERO);
        }
    }

    /** Asks it to stop and waits; kills one that does not. */
    void stop() throws InterruptedException {
        running().destroy();
        if (!running().waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Kill -9, if it was started, frozen or not. */
    void end() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        var last = process;
        if (last == null || !last.isAlive()) {
            return;
        }
        try {
            thaw();
            stop();
        } catch (IOException e) {
            last.destroyForcibly();
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Expected %s to have been started".formatted(name));
        }
        return process;
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    static boolean answers(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(2_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
