package dev.millrace.query.row;

import dev.millrace.platform.web.Parameters;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A field of a row's data: {@code labels.name}, or a JSON pointer such as {@code /labels/0} where names hold dots.
 *
 * @param names the way down, of which an empty one is a name too; array elements by their number
 */
record FieldPath(List<String> names) {

    private static final int MAX_DEPTH = 16;

    /** RFC 6901 knows {@code ~0} and {@code ~1} only. */
    private static final Pattern UNKNOWN_ESCAPE = Pattern.compile("~(?![01])");

    FieldPath {
        names = List.copyOf(names);
    }

    static FieldPath parse(String parameter, String text) {
        boolean pointer = text.startsWith("/");
        if (pointer && UNKNOWN_ESCAPE.matcher(text).find()) {
            throw Parameters.invalid(parameter, "a JSON pointer, where ~0 stands for ~ and ~1 for /");
        }
        var names = pointer
                ? Stream.of(text.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList()
                : List.of(text.split("\\.", -1));
        if (names.size() > MAX_DEPTH || (!pointer && names.contains(""))) {
            throw Parameters.invalid(parameter, "a field such as name, address.city or /address/city");
        }
        return new FieldPath(names);
    }
}
