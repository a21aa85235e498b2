package dev.millrace.faults;

import dev.millrace.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an organization looked like when nothing of it was in flight. Digests, so that those of a thousand runs can be kept.
 *
 * @param sequence of its newest event
 */
record Picture(String organization, long sequence, String log, String rows) {

    static Picture of(String organization, List<LoggedEvent> log, List<String> rows) {
        return new Picture(
                organization, log.size(), digest(log.stream().map(LoggedEvent::toString)), digest(rows.stream()));
    }

    private static String digest(Stream<String> lines) {
        var digest = Sha256.digest();
        lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** In what a later one differs, in words; nothing if it is the same. */
    List<String> differences(Picture later) {
        return Stream.of(log.equals(later.log) ? "" : "log", rows.equals(later.rows) ? "" : "rows")
                .filter(what -> !what.isEmpty())
                .map(what -> "%s: the rebuilt %s differ from those before".formatted(organization, what))
                .toList();
    }
}
