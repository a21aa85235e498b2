package dev.millrace.faults;

import dev.millrace.faults.History.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads: each shows at least the sequence it was asked for, and exactly what the log makes of the row at the sequence that it claims to show. */
final class ReadCheck {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Map<String, List<Version>> rows = new HashMap<>();
    private final int size;

    private ReadCheck(List<LoggedEvent> log) {
        size = log.size();
        for (var event : log) {
            if (event.type().startsWith("row.")) {
                var row = MAPPER.readTree(event.data().bytes()).get("data");
                rows.computeIfAbsent(event.subject(), _ -> new ArrayList<>()).add(new Version(event.sequence(), row));
            }
        }
    }

    /** A row from a sequence on; null for none. */
    private record Version(long sequence, @Nullable JsonNode row) {}

    static void check(List<Read> reads, List<LoggedEvent> log, List<String> violations) {
        var check = new ReadCheck(log);
        for (var read : reads) {
            var wrong = read.data() == null ? check.ofNothing(read) : check.ofRow(read, MAPPER.readTree(read.data()));
            if (wrong != null) {
                violations.add("%s, read after %d, %s".formatted(read.subject(), read.after(), wrong));
            }
        }
    }

    private @Nullable String ofRow(Read read, JsonNode row) {
        if (read.shows() < read.after()) {
            return "shows only %d".formatted(read.shows());
        }
        if (read.shows() > size) {
            return "claims to show %d, but the log ends at %d".formatted(read.shows(), size);
        }
        return row.equals(at(read.subject(), read.shows()))
                ? null
                : "claims to show %d, but is not what the row was then".formatted(read.shows());
    }

    /** An answer without a row says no sequence: the row must have been absent at some time from the asked one on. */
    private @Nullable String ofNothing(Read read) {
        boolean absent = at(read.subject(), read.after()) == null
                || rows.getOrDefault(read.subject(), List.of()).stream()
                        .anyMatch(version -> version.sequence() > read.after() && version.row() == null);
        return absent ? null : "was not found, but was never away since";
    }

    private @Nullable JsonNode at(String subject, long sequence) {
        @Nullable JsonNode row = null;
        for (var version : rows.getOrDefault(subject, List.of())) {
            if (version.sequence() <= sequence) {
                row = version.row();
            }
        }
        return row;
    }
}
