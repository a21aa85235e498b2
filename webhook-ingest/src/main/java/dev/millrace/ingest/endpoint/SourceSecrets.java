package dev.millrace.ingest.endpoint;

import dev.millrace.ingest.source.WebhookSource;
import dev.millrace.platform.command.Secrets;
import dev.millrace.platform.command.UnreadableSecret;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the secrets of a source for the moment of a verification. They are kept nowhere. */
public final class SourceSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(SourceSecrets.class);

    private final Secrets secrets;

    public SourceSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Every secret that is valid at the time. Where not one can be opened, the key of this process is wrong, and the provider is to try again. */
    List<String> openedAt(Instant time, WebhookSource source) {
        var opened = new ArrayList<String>();
        for (var sealed : source.sealedSecretsAt(time)) {
            try {
                opened.add(secrets.open(source.organization(), sealed));
            } catch (UnreadableSecret e) {
                LOG.atError()
                        .addKeyValue(LogKeys.ORGANIZATION, source.organization())
                        .addKeyValue(LogKeys.SOURCE, source.id())
                        .setCause(e)
                        .log("A webhook secret cannot be opened; is the encryption key configured?");
            }
        }
        if (opened.isEmpty()) {
            throw new Problem(
                    ErrorCode.UNAVAILABLE, "Expected to verify the signature, but this is not possible at present");
        }
        return opened;
    }
}
