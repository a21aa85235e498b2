package dev.millrace.query.rebuild;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.projection.Parked;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.platform.projection.ProjectionState;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.ErrorCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The projections, for operators: a token for every organization is needed. */
@RestController
@RequestMapping("/v1/admin/projections")
public final class ProjectionController {

    private static final int MAX_PARKED = 1_000;

    private final ProjectionRunner runner;
    private final Rebuild rebuild;
    private final Progress progress;

    public ProjectionController(ProjectionRunner runner, Rebuild rebuild, Progress progress) {
        this.runner = runner;
        this.rebuild = rebuild;
        this.progress = progress;
    }

    /**
     * How things stand.
     *
     * @param rebuild    what this node does about a rebuild
     * @param live       the projections that are read, over all nodes
     * @param rebuilding those that a rebuild fills, on whichever node; none if there is no rebuild
     * @param node       this node's part in the live ones
     */
    record Report(
            String rebuild,
            List<Progress.Projection> live,
            List<Progress.Projection> rebuilding,
            List<ProjectionState> node) {}

    /** A parked record as it is answered. */
    record ParkedView(
            String projection,
            String topic,
            int partition,
            long offset,
            @Nullable String organization,
            String cause) {

        static ParkedView of(String projection, Parked parked) {
            var partition = parked.partition();
            return new ParkedView(
                    projection,
                    partition.topic(),
                    partition.partition(),
                    parked.offset(),
                    parked.organization(),
                    parked.cause());
        }
    }

    @GetMapping
    ResponseEntity<byte[]> report(Caller caller) throws SQLException {
        requireOperator(caller);
        return json(
                HttpStatus.OK,
                new Report(
                        rebuild.state().name().toLowerCase(Locale.ROOT),
                        progress.of(QuerySchema.LIVE),
                        progress.of(SchemaSwitch.NEXT),
                        runner.states()));
    }

    /** Begins a rebuild from the first record; 202 also if one is under way already. */
    @PostMapping("/query:rebuild")
    ResponseEntity<byte[]> rebuild(Caller caller) throws SQLException {
        requireOperator(caller);
        return json(HttpStatus.ACCEPTED, Map.of("rebuild", rebuild.begin() ? "started" : "running"));
    }

    @GetMapping("/parked")
    ResponseEntity<byte[]> parked(Caller caller) throws SQLException {
        requireOperator(caller);
        var all = new ArrayList<ParkedView>();
        for (var state : runner.states()) {
            for (var parked : runner.parked(state.projection(), MAX_PARKED)) {
                all.add(ParkedView.of(state.projection(), parked));
            }
        }
        return json(HttpStatus.OK, Map.of("parked", all));
    }

    /** Tries what is parked again, once; what fails again stays. */
    @PostMapping("/parked:retry")
    ResponseEntity<byte[]> retry(Caller caller) throws SQLException {
        requireOperator(caller);
        int applied = 0;
        for (var state : runner.states()) {
            applied += runner.retryParked(state.projection(), MAX_PARKED);
        }
        return json(HttpStatus.OK, Map.of("applied", applied));
    }

    private static void requireOperator(Caller caller) {
        if (!caller.organizations().contains(Caller.EVERY_ORGANIZATION)) {
            throw new Problem(
                    ErrorCode.FORBIDDEN, "Expected a token for every organization, but this one names some only");
        }
    }

    private static ResponseEntity<byte[]> json(HttpStatus status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(body));
    }
}
