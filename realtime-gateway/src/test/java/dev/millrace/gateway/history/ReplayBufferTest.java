package dev.millrace.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import java.util.HashMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReplayBufferTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("other");

    /** What an event of ACME takes: lengths, "acme", "organization" and its JSON. */
    private static final int EVENT_BYTES = 12 + 4 + 12 + 100;

    @Test
    void evictsTheOldestOfAllOrganizations() {
        // given
        var buffer = new ReplayBuffer(4 * EVENT_BYTES);
        append(buffer, OTHER, 1, 1);
        // when
        append(buffer, ACME, 1, 5);
        // then
        assertThat(buffer.bytes()).isEqualTo(4 * EVENT_BYTES);
        assertThat(buffer.first(ACME)).hasValue(2);
        assertThat(buffer.first(OTHER)).isEmpty();
        assertThat(buffer.head(OTHER)).hasValue(1);
    }

    @Test
    void givesNothingWhereItDoesNotReachBack() {
        // given
        var buffer = new ReplayBuffer(3 * EVENT_BYTES);
        append(buffer, ACME, 1, 5);
        // then
        assertThat(buffer.after(ACME, 1, 10)).isEmpty();
        assertThat(buffer.after(ACME, 2, 10)).extracting(EncodedEvent::sequence).containsExactly(3L, 4L, 5L);
        assertThat(buffer.after(ACME, 3, 1)).extracting(EncodedEvent::sequence).containsExactly(4L);
        assertThat(buffer.after(ACME, 5, 10)).isEmpty();
        assertThat(buffer.after(ACME, 9, 10)).isEmpty();
    }

    @Test
    void beginsAnewAfterAJump() {
        // given
        var buffer = new ReplayBuffer(100_000);
        append(buffer, ACME, 1, 3);
        // when
        append(buffer, ACME, 7, 8);
        // then
        assertThat(buffer.after(ACME, 2, 10)).isEmpty();
        assertThat(buffer.after(ACME, 6, 10)).extracting(EncodedEvent::sequence).containsExactly(7L, 8L);
    }

    @Test
    void staysBoundedOverManyEvictions() {
        // given
        var buffer = new ReplayBuffer(50 * EVENT_BYTES);
        // when
        append(buffer, ACME, 1, 10_000);
        // then
        assertThat(buffer.first(ACME)).hasValue(9_951);
        assertThat(buffer.after(ACME, 9_990, 3))
                .extracting(EncodedEvent::sequence)
                .containsExactly(9_991L, 9_992L, 9_993L);
    }

    @Test
    void givesBackWhatItTookWhateverTheSize() {
        // given
        var random = new Random(5);
        var buffer = new ReplayBuffer(600_000);
        var taken = new HashMap<OrganizationId, TreeMap<Long, EncodedEvent>>();
        for (int i = 0; i < 20_000; i++) {
            var organization = new OrganizationId("o" + random.nextInt(12));
            var events = taken.computeIfAbsent(organization, _ -> new TreeMap<>());
            boolean jumps = random.nextInt(200) == 0;
            long sequence = (events.isEmpty() ? 0 : events.lastKey()) + (jumps ? 7 : 1);
            var event = event(organization, sequence, random.nextInt(i % 1_000 == 0 ? 300_000 : 2_000));
            // when
            buffer.append(event);
            // then
            events.put(sequence, event);
            assertThat(buffer.bytes()).isLessThanOrEqualTo(600_000);
            buffer.first(organization)
                    .ifPresent(first -> assertThat(buffer.after(organization, first - 1, 50))
                            .isEqualTo(events.tailMap(first).values().stream()
                                    .limit(50)
                                    .toList())
                            .isNotEmpty());
        }
    }

    @Test
    void keepsNothingOfAnEventThatIsLargerThanItself() {
        // given
        var buffer = new ReplayBuffer(3 * EVENT_BYTES);
        append(buffer, ACME, 1, 2);
        append(buffer, OTHER, 1, 1);
        // when
        buffer.append(event(ACME, 3, 1_000));
        // then
        assertThat(buffer.first(ACME)).isEmpty();
        assertThat(buffer.head(ACME)).hasValue(3);
        assertThat(buffer.after(OTHER, 0, 1)).hasSize(1);
    }

    private static EncodedEvent event(OrganizationId organization, long sequence, int bytes) {
        return new EncodedEvent(
                organization, sequence, new Subject("table/t/row/ä" + sequence), RawJson.of("x".repeat(bytes)));
    }

    private static void append(ReplayBuffer buffer, OrganizationId organization, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            var json = RawJson.of("x".repeat(100));
            buffer.append(new EncodedEvent(organization, sequence, new Subject("organization"), json));
        }
    }
}
