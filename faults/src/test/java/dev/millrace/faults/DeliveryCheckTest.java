package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.envelope.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveryCheckTest {

    private final Random random = new Random(1);
    private final Delivery one = Delivery.next(random);
    private final Delivery other = Delivery.next(random);
    private final Deliveries deliveries = new Deliveries();

    @Test
    void findsNothingWhereDuplicatesHadOneEffect() {
        // given
        deliveries.noteSent(one);
        deliveries.noteTaken(one, true);
        deliveries.noteTaken(one, false);
        deliveries.noteSent(other);
        // when
        var violations = violations(event(1, one));
        // then
        assertThat(violations).isEmpty();
    }

    @Test
    void findsADeliveryThatWasTakenAndLost() {
        // given
        deliveries.noteSent(one);
        deliveries.noteTaken(one, false);
        // when
        var violations = violations();
        // then
        assertThat(violations).singleElement().asString().contains(one.id(), "no effect");
    }

    @Test
    void findsDeliveriesThatWereNotSettledInTime() {
        // given
        deliveries.noteSent(one);
        deliveries.noteTaken(one, true);
        deliveries.noteUnsettled(one);
        // when
        var violations = violations(event(1, one));
        // then
        assertThat(violations).singleElement().asString().contains(one.id(), "not settled");
    }

    @Test
    void findsADeliveryThatTookEffectTwice() {
        // given
        deliveries.noteSent(one);
        // when
        var violations = violations(event(1, one), event(2, one));
        // then
        assertThat(violations).singleElement().asString().contains(one.id(), "2 times");
    }

    @Test
    void findsADeliveryThatWasNewTwice() {
        // given
        deliveries.noteSent(one);
        deliveries.noteTaken(one, true);
        deliveries.noteTaken(one, true);
        // when
        var violations = violations(event(1, one));
        // then
        assertThat(violations).singleElement().asString().contains(one.id(), "new one 2 times");
    }

    @Test
    void findsTheDataOfAnotherDelivery() {
        // given
        deliveries.noteSent(one);
        // when
        var violations = violations(event(1, one.subject(), other.data()));
        // then
        assertThat(violations).singleElement().asString().contains(one.id(), "another row");
    }

    @Test
    void findsWhatNobodyDelivered() {
        // when
        var violations = violations(event(1, one));
        // then
        assertThat(violations).singleElement().asString().contains("nobody delivered", one.row());
    }

    @Test
    void findsATakenDeliveryThatIsNotListedAsApplied() {
        // given
        deliveries.noteSent(one);
        deliveries.noteTaken(one, true);
        deliveries.noteSent(other);
        // when
        var violations = DeliveryCheck.misstatements(deliveries, Map.of(one.id(), "sent"));
        // then
        assertThat(violations).singleElement().asString().contains(one.id(), "sent");
    }

    private List<String> violations(LoggedEvent... log) {
        var violations = new ArrayList<String>();
        DeliveryCheck.check(deliveries, List.of(log), violations);
        return violations;
    }

    private static LoggedEvent event(long sequence, Delivery delivery) {
        return event(sequence, delivery.subject(), delivery.data());
    }

    private static LoggedEvent event(long sequence, String subject, String data) {
        return new LoggedEvent(
                sequence,
                "row.written",
                subject,
                "id-" + sequence,
                "2026-01-01T00:00:00Z",
                "webhook:github",
                "command",
                "",
                RawJson.of("{\"data\":" + data + "}"));
    }
}
