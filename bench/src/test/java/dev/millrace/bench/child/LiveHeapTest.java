package dev.millrace.bench.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveHeapTest {

    @Test
    void readsTheSumOfAllClasses() throws IOException {
        // given
        var histogram = List.of(
                " num     #instances         #bytes  class name (module)",
                "-------------------------------------------------------",
                "   1:         27453        1906344  [B (java.base@25)",
                "Total         83261        5022368");
        // then
        assertThat(LiveHeap.bytes(histogram)).isEqualTo(5_022_368);
    }

    @Test
    void tellsWhatTheToolSaidInstead() {
        assertThatThrownBy(() -> LiveHeap.bytes(List.of("4711:", "No such process")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No such process");
    }
}
