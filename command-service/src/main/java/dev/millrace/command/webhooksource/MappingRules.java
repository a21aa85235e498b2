package dev.millrace.command.webhooksource;

import dev.millrace.command.processing.CommandRejected;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import dev.millrace.schemas.webhooksource.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Mappings point into payloads with RFC 6901; a pointer that can never point anywhere is refused when it is written, not when a delivery comes. */
final class MappingRules {

    private static final Pattern POINTER = Pattern.compile("(?:/[^~/]*+(?:~[01][^~/]*+)*+)*+");
    private static final int MAX_POINTER = 1_000;

    private MappingRules() {}

    static void check(List<Mapping> mappings) {
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < mappings.size(); i++) {
            var mapping = mappings.get(i);
            var place = "/mappings/" + i;
            check(mapping.row(), place + "/row", errors);
            if (mapping.fields() != null) {
                mapping.fields()
                        .forEach((field, pointer) -> check(pointer, Pointers.member(place + "/fields", field), errors));
            }
        }
        if (!errors.isEmpty()) {
            throw new CommandRejected(
                    ErrorCode.INVALID_REQUEST, "Expected JSON pointers (RFC 6901) in the mappings", errors);
        }
    }

    private static void check(String pointer, String place, List<FieldError> errors) {
        if (pointer.length() > MAX_POINTER || !POINTER.matcher(pointer).matches()) {
            errors.add(new FieldError(place, "Expected a JSON pointer (RFC 6901)"));
        }
    }
}
