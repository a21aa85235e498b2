package dev.millrace.ingest;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.Outcome.Accepted;
import dev.millrace.schemas.envelope.Outcome.Rejected;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Deliveries of an issue: what comes in, what operators see and do, and what the command service would answer. */
record Issues(Provider provider, TestSources sources, TestLog log, TestTokens tokens) {

    static final String ISSUE = "{\"action\":\"opened\",\"issue\":{\"id\":4242,\"title\":\"It broke\"}}";
    static final Mapping MAPPING =
            new Mapping("issues", new TableId("issues"), "/issue/id", Map.of("title", "/issue/title"));
    static final Mapping EVERYTHING = new Mapping("*", new TableId("all"), "/issue/id", null);

    TestSource registered(Mapping... mappings) {
        var source = TestSource.github();
        sources.register(source, mappings);
        return source;
    }

    Provider.Answer retry(TestSource source, String id) {
        return provider.post(path(source, id) + ":retry", bearer(source), new byte[0]);
    }

    Provider.Answer discard(TestSource source, String id) {
        return provider.post(path(source, id) + ":discard", bearer(source), new byte[0]);
    }

    JsonNode listed(TestSource source, String id) {
        return provider.get(path(source, id), bearer(source)).json();
    }

    private Map<String, String> bearer(TestSource source) {
        return Map.of("authorization", tokens.bearer(source.organization().value()));
    }

    private static String path(TestSource source, String id) {
        return "/v1/organizations/%s/webhook-deliveries/%s/%s".formatted(source.organization(), source.id(), id);
    }

    void answer(TestSource source, Outcome outcome) {
        answer(source, List.of(outcome));
    }

    void answer(TestSource source, List<Outcome> outcomes) {
        log.append(source.organization(), outcomes);
    }

    static Outcome accepted(CommandRecord command) {
        return new Accepted(command.id(), 1, 1, List.of());
    }

    static Outcome rejected(CommandRecord command) {
        return new Rejected(command.id(), ErrorCode.ROW_INVALID, "Expected …", List.of(), null);
    }

    /** The record of such a delivery, as the archive writes it. */
    static WebhookDelivery delivery(TestSource source, String id) {
        return new WebhookDelivery(
                source.organization(),
                source.id(),
                id,
                "issues",
                "application/json",
                Instant.parse("2026-01-01T00:00:00Z"),
                RawJson.of(ISSUE));
    }
}
