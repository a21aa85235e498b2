package dev.millrace.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root, so root runs them inside a user namespace of its own, where it is nobody, and, where
 * that is not allowed, as the user nobody.
 *
 * @param bin    where the programs are
 * @param prefix what stands before a program's own command line; empty unless the JVM runs as root
 */
record PostgresPrograms(Path bin, List<String> prefix) {

    private static final String SETPRIV = "setpriv";

    PostgresPrograms {
        prefix = List.copyOf(prefix);
    }

    static PostgresPrograms unpacked() throws IOException {
        var isRoot = new UnixSystem().getUid() == 0;
        var bin = PostgresBinaries.unpacked(cache(isRoot)).resolve("bin");
        return new PostgresPrograms(bin, isRoot ? unprivileged() : List.of());
    }

    /** Lets the programs write the file where they run as another user than the JVM. */
    void handOver(Path path) throws IOException {
        if (prefix.contains(SETPRIV)) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
    }

    /** Runs a program to its end; fails with the end of its output unless it succeeds in time. The output is appended to the file. */
    void run(int seconds, Path output, String program, String... arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .directory(bin.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG")); // such as PGDATA or PGPORT of another server
        builder.environment().put("LC_ALL", "C");
        var exit = waitFor(builder.start(), seconds);
        if (exit.isEmpty() || exit.get() != 0) {
            throw new IOException("Expected %s to succeed within %d s, but it %s; see %s:%n%s"
                    .formatted(
                            program,
                            seconds,
                            exit.map(code -> "ended with " + code).orElse("went on"),
                            output,
                            tail(output)));
        }
    }

    private static Optional<Integer> waitFor(Process process, int seconds) throws IOException {
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return Optional.of(process.exitValue());
            }
            process.destroyForcibly();
            return Optional.empty();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for PostgreSQL", e);
        }
    }

    private static String tail(Path output) throws IOException {
        var lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private static List<String> unprivileged() throws IOException {
        var namespace = List.of("unshare", "--user");
        if (succeeds(namespace)) {
            return namespace;
        }
        var nobody = List.of(SETPRIV, "--reuid=nobody", "--regid=nogroup", "--clear-groups");
        if (succeeds(nobody)) {
            return nobody;
        }
        throw new IllegalStateException(
                "Expected unshare or setpriv (util-linux) to run PostgreSQL for root, but neither works; start as another user, or set MILLRACE_DATABASE_URL to a PostgreSQL of your own");
    }

    private static boolean succeeds(List<String> prefix) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return waitFor(process, 10).filter(exit -> exit == 0).isPresent();
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** Where every user may read for root, whose home nobody may enter; a user's own cache otherwise. */
    private static Path cache(boolean isRoot) {
        if (isRoot) {
            return Path.of("/var/cache/millrace");
        }
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("millrace");
    }
}
