package dev.millrace.gateway.protocol;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Ids;
import dev.millrace.schemas.envelope.Ids.InvalidId;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import dev.millrace.schemas.realtime.Channel;
import dev.millrace.schemas.realtime.ClientFrame;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The members of one frame, each read in its type. What is wrong is a {@link Problem} that points at it. */
final class Members {

    private static final int MAX_TEXT = 65_536;

    private final ObjectNode object;
    private final Set<String> read = new HashSet<>();

    Members(ObjectNode object) {
        this.object = object;
    }

    String text(String name) {
        var text = optionalText(name);
        if (text == null) {
            throw wrong(name, "Expected text, but the member is missing");
        }
        return text;
    }

    @Nullable
    String optionalText(String name) {
        read.add(name);
        var node = object.get(name);
        if (node == null) {
            return null;
        }
        if (!node.isString() || node.stringValue().length() > MAX_TEXT || !Ids.isWellFormed(node.stringValue())) {
            throw wrong(name, "Expected well-formed text of at most %d characters".formatted(MAX_TEXT));
        }
        return node.stringValue();
    }

    String id() {
        var id = optionalId();
        if (id == null) {
            throw wrong("id", "Expected an id, but the member is missing");
        }
        return id;
    }

    @Nullable
    String optionalId() {
        var id = optionalText("id");
        if (id != null && (id.isEmpty() || id.length() > ClientFrame.MAX_ID_LENGTH)) {
            throw wrong("id", "Expected an id of 1 to %d characters".formatted(ClientFrame.MAX_ID_LENGTH));
        }
        return id;
    }

    /** The id for an answer to a frame that is wrong elsewhere. */
    @Nullable
    String idIfReadable() {
        try {
            return optionalId();
        } catch (Problem _) {
            return null;
        }
    }

    Channel channel() {
        try {
            return Channel.of(text("channel"));
        } catch (InvalidId e) {
            throw wrong("channel", String.valueOf(e.getMessage()));
        }
    }

    OrganizationId organization() {
        try {
            return new OrganizationId(text("organization"));
        } catch (InvalidId e) {
            throw wrong("organization", String.valueOf(e.getMessage()));
        }
    }

    /** A sequence from 0, or null if the member is missing or null. As in JSON Schema, 1.0 is a whole number. */
    @Nullable
    Long position(String name) {
        read.add(name);
        var node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.canConvertToExactIntegral() || !node.canConvertToLong()) {
            throw wrong(name, "Expected a whole number");
        }
        if (node.longValue() < 0) {
            throw new Problem(
                    ErrorCode.INVALID_PARAMETER,
                    "Expected a sequence from 0, but got a negative one",
                    List.of(new FieldError("/" + name, "Expected a sequence from 0")));
        }
        return node.longValue();
    }

    JsonObject object(String name) {
        read.add(name);
        if (object.get(name) instanceof ObjectNode node) {
            return new JsonObject(node);
        }
        throw wrong(name, "Expected an object");
    }

    /** A misspelt member must not pass for an absent one: {@code aftr} would lose events without a sound. */
    void requireNoOthers() {
        for (var name : object.propertyNames()) {
            if (!read.contains(name)) {
                throw wrong(name, "Expected only the documented members");
            }
        }
    }

    Problem wrong(String name, String detail) {
        return new Problem(ErrorCode.INVALID_REQUEST, detail, List.of(new FieldError(pointer(name), detail)));
    }

    /** Points at the whole frame where a name is too long, or such that it has no UTF-8 form to answer with. */
    private static String pointer(String name) {
        boolean printable = name.length() <= ClientFrame.MAX_ID_LENGTH && Ids.isWellFormed(name);
        return printable ? Pointers.member("", name) : "";
    }
}
