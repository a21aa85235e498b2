package dev.millrace.command.intake;

import dev.millrace.platform.command.CommandRequest;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /v1/organizations}: {@code {"id"?, "organization"?, "name"}}.
 *
 * @param id           the command's id
 * @param organization the organization's id
 * @param data         what is left: the data of {@code organization.create}
 */
record OrganizationCreation(
        @Nullable CommandId id, @Nullable String organization, ObjectNode data) {

    private static final String DATA = "/data";

    static OrganizationCreation parse(byte[] body) {
        if (!(Json.tree(body) instanceof ObjectNode object)) {
            throw new Problem(ErrorCode.INVALID_REQUEST, "Expected an object with the name of the organization");
        }
        var id = text(object, "id");
        var organization = text(object, "organization");
        object.remove(List.of("id", "organization"));
        return new OrganizationCreation(id == null ? null : CommandId.of(id), organization, object);
    }

    /** The organization's id; that of the command where the caller leaves it to us, so that a repeat names the same one. */
    String organizationOr(CommandId command) {
        return organization == null ? command.toString() : organization;
    }

    CommandRequest command(CommandId command) {
        return new CommandRequest(command, "organization.create", data, null);
    }

    /** Says in the answer which organization it is, and in problems points into this body instead of the command's data. */
    ResponseEntity<byte[]> answer(OrganizationId created, Supplier<ResponseEntity<byte[]>> submission) {
        ResponseEntity<byte[]> answer;
        try {
            answer = submission.get();
        } catch (Problem problem) {
            throw new Problem(
                    problem.code(),
                    problem.detail(),
                    problem.errors().stream().map(OrganizationCreation::here).toList());
        }
        var body = answer.getBody();
        if (answer.getStatusCode() != HttpStatus.OK || body == null) {
            return answer;
        }
        var outcome = (ObjectNode) Json.MAPPER.readTree(body);
        outcome.put("organization", created.value());
        var headers = new HttpHeaders(answer.getHeaders());
        headers.setLocation(URI.create("/v1/organizations/" + created));
        return new ResponseEntity<>(Json.MAPPER.writeValueAsBytes(outcome), headers, HttpStatus.OK);
    }

    private static FieldError here(FieldError error) {
        return error.pointer().startsWith(DATA)
                ? new FieldError(error.pointer().substring(DATA.length()), error.detail())
                : error;
    }

    private static @Nullable String text(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw new Problem(
                    ErrorCode.INVALID_REQUEST,
                    "Expected a string as " + name,
                    List.of(new FieldError("/" + name, "Expected a string; leave it out to have one made")));
        }
        return value.stringValue();
    }
}
