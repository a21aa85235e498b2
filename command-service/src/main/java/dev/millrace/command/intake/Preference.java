package dev.millrace.command.intake;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the caller prefers (RFC 7240). Preferences that are not understood are ignored, as the standard has it, and so are parameters of those that are.
 *
 * @param async   true to be answered as soon as the command is safe in the log
 * @param patience    how long to wait for the outcome
 * @param applied what goes into {@code Preference-Applied}; null if nothing was preferred
 */
record Preference(
        boolean async, Duration patience, @Nullable String applied) {

    private static final String RESPOND_ASYNC = "respond-async";
    private static final String WAIT = "wait=";
    private static final int MAX_DIGITS = 9;

    static Preference of(List<String> headers, Duration longest) {
        if (headers.isEmpty()) {
            return new Preference(false, longest, null);
        }
        var preferences = headers.stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(preference -> preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
        if (preferences.contains(RESPOND_ASYNC)) {
            return new Preference(true, longest, RESPOND_ASYNC);
        }
        return preferences.stream()
                .map(Preference::seconds)
                .flatMap(Optional::stream)
                .findFirst()
                .filter(wait -> wait.compareTo(longest) <= 0)
                .map(wait -> new Preference(false, wait, WAIT + wait.toSeconds()))
                .orElse(new Preference(false, longest, null));
    }

    private static Optional<Duration> seconds(String preference) {
        if (!preference.startsWith(WAIT)) {
            return Optional.empty();
        }
        var digits = preference.substring(WAIT.length());
        boolean number = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Duration.ofSeconds(Long.parseLong(digits))) : Optional.empty();
    }
}
