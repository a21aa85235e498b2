package dev.millrace.query.row;

import dev.millrace.query.read.Parameters;
import java.util.List;
import java.util.stream.Stream;

/**
 * A field of a row's data: {@code labels.name}, or a JSON pointer such as {@code /labels/0} where names hold dots.
 *
 * @param names the way down; array elements by their number
 */
record FieldPath(List<String> names) {

    private static final int MAX_DEPTH = 16;

    FieldPath {
        names = List.copyOf(names);
    }

    static FieldPath parse(String parameter, String text) {
        var names = text.startsWith("/")
                ? Stream.of(text.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList()
                : List.of(text.split("\\.", -1));
        if (names.size() > MAX_DEPTH || names.stream().anyMatch(String::isEmpty)) {
            throw Parameters.invalid(parameter, "a field such as name, address.city or /address/city");
        }
        return new FieldPath(names);
    }
}
