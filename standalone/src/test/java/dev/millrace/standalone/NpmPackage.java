package dev.millrace.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What comes from npm, as the committed lock file has it: data and clients, and the scripts that use them. */
record NpmPackage(Path directory) {

    private static final Path SOURCE = Path.of("src", "test", "npm");

    private static final int INSTALL_SECONDS = 120;

    /** Installs it into a new directory. */
    static NpmPackage installedIn(Path directory) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        for (var file : files()) {
            Files.copy(file, directory.resolve(file.getFileName()));
        }
        var log = directory.resolve("npm.log").toFile();
        var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
                throw new IOException("Expected npm to install what the tests need, but it did not:\n"
                        + Files.readString(log.toPath()));
            }
        } finally {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
        }
        return new NpmPackage(directory);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    byte[] read(String dependency, String file) throws IOException {
        return Files.readAllBytes(
                directory.resolve("node_modules").resolve(dependency).resolve(file));
    }

    /** Starts a script of it. */
    RunningProgram run(String script, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("node", directory.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return RunningProgram.start(command, directory.resolve(script + ".out"));
    }
}
