package dev.millrace.bench.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A package of Node scripts in this repository.
 *
 * @param directory with {@code package.json} and its lock file
 */
public record NodePackage(Path directory) {

    private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(4);

    /** Installs what the lock file names, unless that was done before. Returns why it cannot be; empty once it is there. */
    public Optional<String> install() throws IOException {
        if (isInstalled()) {
            return Optional.empty();
        }
        if (!runs("node") || !runs("npm")) {
            return Optional.of("there is no Node with npm here");
        }
        var log = directory.resolve("node_modules.log");
        var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        return endsWell(npm, INSTALLED_WITHIN) ? Optional.empty() : Optional.of("npm could not install it: " + log);
    }

    /** npm writes that file last. */
    private boolean isInstalled() throws IOException {
        var installed = directory.resolve("node_modules/.package-lock.json");
        var lock = directory.resolve("package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) >= 0;
    }

    /** True if a dependency is there, which an optional one need not be. */
    public boolean has(String dependency) {
        return Files.exists(directory.resolve("node_modules").resolve(dependency));
    }

    private static boolean runs(String program) {
        try {
            return endsWell(
                    new ProcessBuilder(program, "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD),
                    Duration.ofSeconds(20));
        } catch (IOException e) {
            return false; // not on the path
        }
    }

    private static boolean endsWell(ProcessBuilder builder, Duration within) throws IOException {
        var process = builder.start();
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + builder.command(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a script of it. What it complains about goes to the log. */
    public NodeProcess start(List<String> scriptAndArguments, Map<String, String> environment, Path log)
            throws IOException {
        var command = new ArrayList<>(List.of("node"));
        command.addAll(scriptAndArguments);
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectError(log.toFile());
        builder.environment().putAll(environment);
        return new NodeProcess(builder.start(), log);
    }
}
