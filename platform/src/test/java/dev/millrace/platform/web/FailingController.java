package dev.millrace.platform.web;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.telemetry.TraceContext;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers, and fails in every way. */
@RestController
final class FailingController {

    record Numbers(int count, Map<String, Integer> more) {}

    @GetMapping("/v1/organizations/{organization}/tables/{table}/rows/{row}")
    Map<String, String> row(
            Caller caller, @PathVariable String organization, @PathVariable String table, @PathVariable String row) {
        caller.requireUseOf(new OrganizationId(organization));
        return Map.of("row", row);
    }

    @GetMapping("/v1/later/{row}")
    CompletableFuture<Map<String, String>> later(@PathVariable String row) {
        return CompletableFuture.supplyAsync(() -> Map.of("row", row));
    }

    @GetMapping("/v1/later-problem/{row}")
    CompletableFuture<String> laterProblem(@PathVariable String row) {
        return CompletableFuture.supplyAsync(() -> {
            throw new Problem(ErrorCode.NOT_YET_VISIBLE, "Expected " + row);
        });
    }

    @GetMapping("/v1/trace")
    Map<String, String> trace(TraceContext trace) {
        return Map.of("traceParent", trace.traceParent(), "reference", trace.reference());
    }

    @GetMapping("/v1/parameter")
    @QueryParameters("limit")
    int parameter(@RequestParam int limit) {
        return limit;
    }

    @QueryParameters({"after", "access_token"})
    @GetMapping(path = "/v1/organizations/{organization}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    String events(Caller caller) {
        return "data: " + caller.subject() + "\n\n";
    }

    @PostMapping(path = "/v1/numbers", consumes = MediaType.APPLICATION_JSON_VALUE)
    Numbers numbers(@RequestBody Numbers numbers) {
        return numbers;
    }

    @PostMapping("/v1/tree")
    int tree(@RequestBody byte[] bytes) {
        return Json.MAPPER.readTree(bytes).size();
    }

    @PostMapping("/webhooks/bytes")
    int bytes(@RequestBody byte[] bytes) {
        return bytes.length;
    }

    @GetMapping("/v1/failures/{kind}")
    String failure(@PathVariable String kind) {
        throw switch (kind) {
            case "database" -> new DataAccessResourceFailureException("connection to 10.1.2.3 refused");
            case "kafka" -> new IllegalStateException(new TimeoutException("not in 20 s"));
            case "bug" -> new IllegalStateException("secret detail");
            default -> new Problem(ErrorCode.NOT_FOUND, "Expected a known failure");
        };
    }
}
