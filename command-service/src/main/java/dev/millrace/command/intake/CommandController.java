package dev.millrace.command.intake;

import dev.millrace.platform.command.BatchRequest;
import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.CommandRequest;
import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.Origin;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.telemetry.TraceContext;
import dev.millrace.schemas.envelope.OrganizationId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes commands over HTTP: {@code POST /v1/organizations}, {@code …/{organization}/commands} and {@code …/{organization}/commands:batch}. */
@RestController
public final class CommandController {

    /** Names this door in records and metrics. */
    static final String SOURCE = "/http";

    private static final String ORGANIZATION = "/v1/organizations/{organization}";

    private final CommandDoor door;
    private final IntakeSettings settings;
    private final OutcomeAnswers answers;

    public CommandController(CommandDoor door, IntakeSettings settings, Deadlines deadlines, MeterRegistry registry) {
        this.door = door;
        this.settings = settings;
        this.answers = new OutcomeAnswers(new CommandLatency(registry), deadlines, settings.longestWait());
    }

    /** Takes one command. */
    @PostMapping(path = ORGANIZATION + "/commands", consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<byte[]> command(
            @PathVariable String organization,
            @RequestBody byte[] body,
            @RequestHeader HttpHeaders headers,
            Caller caller,
            TraceContext trace) {
        var id = authorised(organization, caller);
        var request = door.parse(body);
        return submit(id, withKey(request, headers), headers, caller, trace);
    }

    /** Takes several commands, all or none of which take effect. */
    @PostMapping(path = ORGANIZATION + "/commands:batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<byte[]> batch(
            @PathVariable String organization,
            @RequestBody byte[] body,
            @RequestHeader HttpHeaders headers,
            Caller caller,
            TraceContext trace) {
        var id = authorised(organization, caller);
        var parsed = door.parseBatch(body);
        var batch = new BatchRequest(IdempotencyKey.merge(parsed.id(), key(headers)), parsed.commands());
        var preference = preference(headers);
        return answers.answer(id, door.submitBatch(id, batch, origin(caller, trace, preference)), preference);
    }

    /** Creates an organization; where its id is left out, it is the command's. */
    @PostMapping(path = "/v1/organizations", consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<byte[]> organization(
            @RequestBody byte[] body, @RequestHeader HttpHeaders headers, Caller caller, TraceContext trace) {
        var creation = OrganizationCreation.parse(body);
        var id = door.idOrNew(IdempotencyKey.merge(creation.id(), key(headers)));
        var organization = authorised(creation.organizationOr(id), caller);
        return creation.answer(organization, () -> submit(organization, creation.command(id), headers, caller, trace));
    }

    private ResponseEntity<byte[]> submit(
            OrganizationId organization,
            CommandRequest request,
            HttpHeaders headers,
            Caller caller,
            TraceContext trace) {
        var preference = preference(headers);
        var submission = door.submit(organization, request, origin(caller, trace, preference));
        return answers.answer(organization, submission, preference);
    }

    private static OrganizationId authorised(String organization, Caller caller) {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        return id;
    }

    private static CommandRequest withKey(CommandRequest request, HttpHeaders headers) {
        var id = IdempotencyKey.merge(request.id(), key(headers));
        return new CommandRequest(id, request.type(), request.data(), request.expectedVersion());
    }

    private static List<String> key(HttpHeaders headers) {
        return headers.getOrDefault(IdempotencyKey.HEADER, List.of());
    }

    private Preference preference(HttpHeaders headers) {
        return Preference.of(headers.getOrDefault("Prefer", List.of()), settings.longestWait());
    }

    private static Origin origin(Caller caller, TraceContext trace, Preference preference) {
        return new Origin(caller.subject(), SOURCE, trace.reference(), trace.traceParent(), !preference.async());
    }
}
