package dev.millrace.faults;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows at the end: exactly those that the log makes. */
final class RowCheck {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RowCheck() {}

    /**
     * The rows that differ, by id.
     *
     * @param rows as the API lists them, when nothing was in flight
     */
    static List<String> differences(List<String> rows, List<LoggedEvent> log) {
        var shown = new TreeMap<String, JsonNode>();
        for (var row : rows) {
            var json = MAPPER.readTree(row);
            shown.put(json.required("row").asString(), json.required("data"));
        }
        var made = made(log);
        var ids = new TreeSet<>(shown.keySet());
        ids.addAll(made.keySet());
        return ids.stream()
                .filter(id -> !Objects.equals(shown.get(id), made.get(id)))
                .map(id -> "row %s is %s, but the log makes it %s".formatted(id, shown.get(id), made.get(id)))
                .toList();
    }

    private static Map<String, JsonNode> made(List<LoggedEvent> log) {
        var prefix = "table/" + Workload.TABLE + "/row/";
        var made = new TreeMap<String, JsonNode>();
        for (var event : log) {
            if (event.type().startsWith("row.") && event.subject().startsWith(prefix)) {
                var id = event.subject().substring(prefix.length());
                var data = MAPPER.readTree(event.data().bytes()).get("data");
                if (data == null) {
                    made.remove(id);
                } else {
                    made.put(id, data);
                }
            }
        }
        return made;
    }
}
