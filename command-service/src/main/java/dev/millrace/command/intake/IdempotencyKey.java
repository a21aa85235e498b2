package dev.millrace.command.intake;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: the command's id for those who keep it outside the body. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /** The one id there is, of the body and any number of headers. */
    static @Nullable CommandId merge(@Nullable CommandId inBody, List<String> headers) {
        var id = inBody;
        for (var header : headers) {
            id = merge(id, header);
        }
        return id;
    }

    /** The one id there is; two different ones are a mistake of the caller's. */
    static @Nullable CommandId merge(@Nullable CommandId inBody, @Nullable String header) {
        if (header == null) {
            return inBody;
        }
        var key = CommandId.of(unquoted(header.strip()));
        if (inBody != null && !inBody.equals(key)) {
            throw new Problem(
                    ErrorCode.INVALID_REQUEST,
                    "Expected one id, but those of the body and of " + HEADER + " differ",
                    List.of(new FieldError("/id", "Expected the id of " + HEADER)));
        }
        return key;
    }

    /** The header is a structured field, whose strings have quotes; many send it without. */
    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
