package dev.millrace.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import org.junit.jupiter.api.Test;

final class ReplayBufferTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("other");

    @Test
    void evictsTheOldestOfAllOrganizations() {
        // given
        var buffer = new ReplayBuffer(4 * 260);
        append(buffer, OTHER, 1, 1);
        // when
        append(buffer, ACME, 1, 5);
        // then
        assertThat(buffer.bytes()).isEqualTo(4 * 260);
        assertThat(buffer.first(ACME)).hasValue(2);
        assertThat(buffer.first(OTHER)).isEmpty();
        assertThat(buffer.head(OTHER)).hasValue(1);
    }

    @Test
    void givesNothingWhereItDoesNotReachBack() {
        // given
        var buffer = new ReplayBuffer(3 * 260);
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
        var buffer = new ReplayBuffer(50 * 260);
        // when
        append(buffer, ACME, 1, 10_000);
        // then
        assertThat(buffer.first(ACME)).hasValue(9_951);
        assertThat(buffer.after(ACME, 9_990, 3))
                .extracting(EncodedEvent::sequence)
                .containsExactly(9_991L, 9_992L, 9_993L);
    }

    private static void append(ReplayBuffer buffer, OrganizationId organization, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            var json = RawJson.of("x".repeat(100));
            buffer.append(new EncodedEvent(organization, sequence, new Subject("organization"), json));
        }
    }
}
