package dev.millrace.platform.command;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything that is wrong with one request. Of one kind it has that kind's code, of several {@link ErrorCode#INVALID_REQUEST}. */
final class Findings {

    /** More would help nobody, and an answer should not be larger than its question. */
    private static final int MAX_SHOWN = 100;

    private final Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
    private final List<FieldError> errors = new ArrayList<>(0);

    void add(ErrorCode code, String pointer, String detail) {
        codes.add(code);
        if (errors.size() < MAX_SHOWN) {
            errors.add(new FieldError(pointer, detail));
        }
    }

    boolean isEmpty() {
        return codes.isEmpty();
    }

    int size() {
        return errors.size();
    }

    void throwIfAny() {
        if (codes.isEmpty()) {
            return;
        }
        var code = codes.size() == 1 ? codes.iterator().next() : ErrorCode.INVALID_REQUEST;
        var detail = errors.size() == 1
                ? errors.getFirst().detail()
                : "Expected a correct request, but several places in it are wrong";
        throw new Problem(code, detail, errors);
    }
}
