package dev.millrace.command.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferenceTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static Preference preference(String... headers) {
        return Preference.of(List.of(headers), LONGEST);
    }

    @Test
    void waitsAsLongAsItMayWhereNothingIsPreferred() {
        assertThat(preference()).isEqualTo(new Preference(false, LONGEST, null));
    }

    @Test
    void doesNotWaitWhereTheCallerSaysSo() {
        assertThat(preference("handling=lenient", "Respond-Async, wait=5"))
                .isEqualTo(new Preference(true, LONGEST, "respond-async"));
    }

    @Test
    void waitsLessButNeverLonger() {
        assertThat(preference("wait=3")).isEqualTo(new Preference(false, Duration.ofSeconds(3), "wait=3"));
        assertThat(preference("wait=3; as=told")).isEqualTo(new Preference(false, Duration.ofSeconds(3), "wait=3"));
        assertThat(preference("wait=300")).isEqualTo(new Preference(false, LONGEST, null));
    }

    @Test
    void ignoresWhatItDoesNotUnderstand() {
        assertThat(preference("wait=", "wait=-1", "wait=99999999999999", ",,", "wait=x"))
                .isEqualTo(new Preference(false, LONGEST, null));
    }
}
