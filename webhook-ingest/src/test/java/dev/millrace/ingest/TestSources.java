package dev.millrace.ingest;

import dev.millrace.platform.command.Secrets;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.SignatureScheme;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookMappingsChanged;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSecretRotated;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRegistered;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRemoved;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the events of webhook sources, as the command service would. */
final class TestSources {

    private final TestLog log;
    private final Secrets secrets;
    private final AtomicLong sequence = new AtomicLong();

    TestSources(TestLog log, Secrets secrets) {
        this.log = log;
        this.secrets = secrets;
    }

    void register(TestSource source, Mapping... mappings) {
        append(
                source.organization(),
                new WebhookSourceRegistered(
                        source.id(), source.scheme(), sealed(source, source.secret()), List.of(mappings)));
    }

    void rotate(TestSource source, String secret, Instant previousValidUntil) {
        append(
                source.organization(),
                new WebhookSecretRotated(source.id(), sealed(source, secret), previousValidUntil));
    }

    void changeMappings(TestSource source, Mapping... mappings) {
        append(source.organization(), new WebhookMappingsChanged(source.id(), List.of(mappings)));
    }

    void remove(TestSource source) {
        append(source.organization(), new WebhookSourceRemoved(source.id()));
    }

    private String sealed(TestSource source, String secret) {
        return secrets.seal(source.organization(), secret);
    }

    private void append(OrganizationId organization, WebhookSourceEvent event) {
        log.append(new EventRecord(
                organization,
                sequence.incrementAndGet(),
                UUID.randomUUID().toString(),
                Catalogue.typeOf(event.getClass()).value(),
                1,
                event.subject(),
                1,
                Instant.now(),
                "anna",
                new CommandId(UUID.randomUUID()),
                "test",
                "0".repeat(64),
                null,
                RawJson.of(Json.MAPPER.writeValueAsBytes(event))));
    }

    /** A source of a test, with its secret in clear text. */
    record TestSource(OrganizationId organization, WebhookSourceId id, SignatureScheme scheme, String secret) {

        private static final String SHARED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        /** In an organization that no other test has. */
        static TestSource github() {
            return new TestSource(anyOrganization(), new WebhookSourceId("hub"), SignatureScheme.GITHUB, "s3cret");
        }

        static TestSource standard() {
            return new TestSource(anyOrganization(), new WebhookSourceId("std"), SignatureScheme.STANDARD, SHARED);
        }

        TestSource withSecret(String other) {
            return new TestSource(organization, id, scheme, other);
        }

        private static OrganizationId anyOrganization() {
            return new OrganizationId("o-" + UUID.randomUUID());
        }
    }
}
