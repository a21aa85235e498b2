package dev.millrace.gateway.session;

import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks tokens off the event loop, because the keys may have to be fetched. */
public final class Authentication {

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    private final Function<String, Caller> verifier;
    private final Executor blocking;

    /**
     * An authentication.
     *
     * @param verifier throws a {@link Problem} for a token that is not to be believed
     * @param blocking runs it
     */
    public Authentication(Function<String, Caller> verifier, Executor blocking) {
        this.verifier = verifier;
        this.blocking = blocking;
    }

    /** What the check of a token came to. */
    sealed interface Verdict {
        record Good(Caller caller) implements Verdict {}

        record Refused(Problem problem) implements Verdict {}
    }

    /** Never fails. */
    CompletableFuture<Verdict> check(String token) {
        return CompletableFuture.supplyAsync(() -> verdict(token), blocking);
    }

    private Verdict verdict(String token) {
        try {
            return new Verdict.Good(verifier.apply(token));
        } catch (Problem problem) {
            return new Verdict.Refused(problem);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("a token could not be checked");
            return new Verdict.Refused(
                    new Problem(ErrorCode.UNAVAILABLE, "Expected to check the token, but that is not possible now"));
        }
    }
}
