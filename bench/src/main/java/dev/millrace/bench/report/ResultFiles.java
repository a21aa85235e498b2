package dev.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON files in a folder, one a scenario; a later measurement replaces an earlier one. */
public final class ResultFiles {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    /** Files in {@code folder}, which is made when the first is written. */
    public ResultFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes one. */
    public void write(Result result) throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve(result.scenario() + ".json"), result);
    }

    /** Reads all that are there, by name. */
    public List<Result> readAll() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> JSON.readValue(file, Result.class))
                    .toList();
        }
    }
}
