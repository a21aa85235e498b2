package dev.millrace.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Options of a command line: each a name with two dashes, and a value. */
record Arguments(Map<String, String> values) {

    Arguments {
        values = Map.copyOf(values);
    }

    /** Reads those from an index on; all must be known. */
    static Arguments parse(String[] arguments, int from, Set<String> known) {
        var values = new HashMap<String, String>();
        for (int i = from; i < arguments.length; i += 2) {
            if (!known.contains(arguments[i])) {
                throw new IllegalArgumentException("Expected an option, but got " + arguments[i]);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("Expected a value after " + arguments[i]);
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new Arguments(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    long number(String name, long otherwise) {
        return has(name) ? Long.parseLong(values.get(name)) : otherwise;
    }

    /** A number of things. */
    int count(String name, int otherwise) {
        return Math.toIntExact(number(name, otherwise));
    }
}
