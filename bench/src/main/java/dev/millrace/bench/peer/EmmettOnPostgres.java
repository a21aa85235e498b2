package dev.millrace.bench.peer;

import dev.millrace.bench.child.NodePackage;
import dev.millrace.bench.child.NodeProcess;
import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Schedule;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Emmett's command handler on its PostgreSQL event store, in a Node process that calls it in process: each command reads the row's events, decides, and appends one at
 * the version it read. Its defaults otherwise, with a connection for each caller. Each kind of commit has a database and a process of its own.
 */
public final class EmmettOnPostgres implements Peer {

    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();

    /** For the start of the process and what is under way at the end of a job. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    private static final int PACED_CALLERS = 8;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NodePackage scripts;
    private final Path log;
    private final @Nullable String hindrance;
    private final PeerDatabase database;
    private final Map<Commit, NodeProcess> processes = new EnumMap<>(Commit.class);

    /** Starts a server in an empty directory and installs the scripts. */
    public EmmettOnPostgres(NodePackage scripts, Path directory) throws IOException {
        this.scripts = scripts;
        log = directory.resolveSibling("emmett.log");
        hindrance = scripts.install().orElse(null);
        database = PeerDatabase.start(directory);
    }

    @Override
    public String name() {
        return "Emmett 0.42 on PostgreSQL";
    }

    @Override
    public Optional<String> hindrance() {
        return Optional.ofNullable(hindrance);
    }

    @Override
    public double closedLoop(Commit commit, int callers, Duration duration) throws IOException {
        var figures = ask(commit, Map.of("callers", callers, "millis", duration.toMillis()), duration);
        return figures.at("/commands").asLong() * 1e9 / figures.at("/nanos").asLong();
    }

    @Override
    public LoadResult paced(Commit commit, Schedule schedule) throws IOException {
        var due = LongStream.range(0, schedule.size())
                .map(i -> schedule.dueNanos((int) i))
                .toArray();
        var figures = ask(commit, Map.of("callers", PACED_CALLERS, "dueNanos", due), schedule.length());
        return new LoadResult(
                histogram(figures.at("/latencyNanos")),
                histogram(figures.at("/lateNanos")),
                Map.of(),
                figures.at("/nanos").asLong(),
                0);
    }

    private static Histogram histogram(JsonNode nanos) {
        var histogram = new Histogram(HIGHEST_NANOS, 3);
        nanos.forEach(value -> histogram.recordValue(Math.clamp(value.asLong(), 0, HIGHEST_NANOS)));
        return histogram;
    }

    private JsonNode ask(Commit commit, Map<String, ?> job, Duration duration) throws IOException {
        var process = processes.get(commit);
        if (process == null) {
            process = start(commit);
            processes.put(commit, process);
        }
        return JSON.readTree(process.ask(JSON.writeValueAsString(job), duration.plus(SPARE)));
    }

    private NodeProcess start(Commit commit) throws IOException {
        var environment =
                Map.of("DATABASE_URL", url(commit), "SYNCHRONOUS_COMMIT", commit.setting(), "NODE_ENV", "production");
        return scripts.start(List.of("rows.mjs"), environment, log);
    }

    /** As Node's driver wants it. */
    private String url(Commit commit) {
        var jdbc = URI.create(jdbcUrl(commit).substring("jdbc:".length()));
        var password = URLEncoder.encode(database.password(), StandardCharsets.UTF_8);
        return "postgresql://%s:%s@%s:%d%s"
                .formatted(database.username(), password, jdbc.getHost(), jdbc.getPort(), jdbc.getPath());
    }

    /** Where its events are. */
    Connection connect(Commit commit) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(commit), database.connection(commit));
    }

    private String jdbcUrl(Commit commit) {
        return database.url("emmett_" + commit.setting());
    }

    @Override
    public void close() throws IOException {
        for (var process : processes.values()) {
            process.close();
        }
        database.close();
    }
}
