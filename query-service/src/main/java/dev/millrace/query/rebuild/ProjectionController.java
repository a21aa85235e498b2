package dev.millrace.query.rebuild;

import dev.millrace.platform.projection.Parked;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.platform.projection.ProjectionState;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an operator sees of the projections of this node, and does with them. Needs a token for every organization. */
@RestController
public final class ProjectionController {

    private static final int PARKED_SHOWN = 100;
    private static final int PARKED_RETRIED = 10_000;

    private final ProjectionRunner runner;
    private final Rebuild rebuild;

    public ProjectionController(ProjectionRunner queryProjections, Rebuild rebuild) {
        this.runner = queryProjections;
        this.rebuild = rebuild;
    }

    /**
     * A projection.
     *
     * @param parkedCount how many records could not be applied
     * @param parked      the oldest of them
     */
    record View(ProjectionState state, int parkedCount, List<Parked> parked) {}

    /** All of them. */
    record Report(List<View> projections, Rebuild.Status rebuild) {}

    /** How many parked records were applied. */
    record Retried(int applied) {}

    @GetMapping("/v1/admin/projections")
    Report projections(Caller caller) throws SQLException {
        requireOperator(caller);
        var views = new ArrayList<View>();
        for (var state : runner.states()) {
            var name = state.projection();
            views.add(new View(state, runner.countParked(name), runner.parked(name, PARKED_SHOWN)));
        }
        return new Report(views, rebuild.status());
    }

    @PostMapping("/v1/admin/projections/query:rebuild")
    ResponseEntity<Rebuild.Status> rebuild(Caller caller) throws SQLException {
        requireOperator(caller);
        return ResponseEntity.accepted().body(rebuild.begin());
    }

    @PostMapping("/v1/admin/projections/{projection}:retry-parked")
    Retried retryParked(Caller caller, @PathVariable String projection) throws SQLException {
        requireOperator(caller);
        if (runner.states().stream().noneMatch(state -> state.projection().equals(projection))) {
            throw new Problem(ErrorCode.NOT_FOUND, "Expected one of the projections listed, but there is no such one");
        }
        return new Retried(runner.retryParked(projection, PARKED_RETRIED));
    }

    private static void requireOperator(Caller caller) {
        if (!caller.organizations().contains(Caller.EVERY_ORGANIZATION)) {
            throw new Problem(ErrorCode.FORBIDDEN, "Expected a token for every organization, but this one is not");
        }
    }
}
