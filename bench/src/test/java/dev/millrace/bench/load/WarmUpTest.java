package dev.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void endsWhenTheCompilerIsQuiet() throws IOException {
        // when: it compiles for hours in the first three, and then not at all
        WarmUp.run(() -> Math.min(done.get(), 3) * 3_600, done::incrementAndGet);
        // then: the fourth shows that it is quiet
        assertThat(done).hasValue(4);
    }

    @Test
    void endsWithACompilerThatIsNeverQuiet() throws IOException {
        // when
        WarmUp.run(() -> done.get() * 3_600, done::incrementAndGet);
        // then
        assertThat(done).hasValue(WarmUp.MOST);
    }
}
