package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.faults.History.Answer;
import dev.millrace.faults.History.Read;
import dev.millrace.faults.History.Sighting;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private final History history = new History("acme");

    @Test
    void findsNothingInALogThatKeepsItsPromises() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note("b", new Answer.Accepted(2, 3, 2));
        history.note("c", new Answer.Rejected("ROW_INVALID"));
        history.note("d", new Answer.Unknown());
        // when
        var violations = Checker.violations(history, log("a", "b", "b", "d"));
        // then
        assertThat(violations).isEmpty();
    }

    @Test
    void findsAnAcknowledgedCommandThatIsLost() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note("b", new Answer.Accepted(2, 2, 1));
        // when
        var violations = Checker.violations(history, log("a"));
        // then
        assertThat(violations).singleElement().asString().contains("command b", "the log has 0");
    }

    @Test
    void findsACommandThatTookEffectTwice() {
        // given
        history.note("a", new Answer.Unknown());
        var log = new ArrayList<>(log("a"));
        log.add(next(log.getLast(), "a", log.getLast().data()));
        // when
        var violations = Checker.violations(history, log);
        // then
        assertThat(violations).singleElement().asString().contains("more than once");
    }

    @Test
    void findsARejectedCommandThatHasEvents() {
        // given
        history.note("a", new Answer.Rejected("ROW_INVALID"));
        // when
        var violations = Checker.violations(history, log("a"));
        // then
        assertThat(violations).singleElement().asString().contains("rejected");
    }

    @Test
    void findsTwoAnswersThatContradictEachOther() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note("a", new Answer.Rejected("VERSION_CONFLICT"));
        // when
        var violations = Checker.violations(history, log("a"));
        // then
        assertThat(violations).singleElement().asString().contains("later");
    }

    @Test
    void findsAGap() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note("b", new Answer.Unknown());
        history.note("c", new Answer.Unknown());
        var log = new ArrayList<>(log("a", "b", "c"));
        log.remove(1);
        // when
        var violations = Checker.violations(history, log);
        // then
        assertThat(violations).singleElement().asString().contains("sequence 3 stands where 2 belongs");
    }

    @Test
    void findsAnEventThatWasChanged() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        var log = new ArrayList<>(log("a"));
        log.set(0, with(log.getFirst(), RawJson.of("{\"changed\":true}")));
        // when
        var violations = Checker.violations(history, log);
        // then
        assertThat(violations).singleElement().asString().contains("the chain breaks at sequence 1");
    }

    @Test
    void findsAnEventThatNobodyAskedFor() {
        // given: a log, but an empty history
        // when
        var violations = Checker.violations(history, log("a"));
        // then
        assertThat(violations).singleElement().asString().contains("nobody sent the command a");
    }

    @Test
    void findsAReadThatShowsLessThanItWasAskedFor() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note("b", new Answer.Accepted(2, 2, 1));
        history.note(new Read("table/t/row/1", 2, 1, "{\"n\":0}"));
        // when
        var violations = Checker.violations(history, log("a", "b"));
        // then
        assertThat(violations).singleElement().asString().contains("shows only 1");
    }

    @Test
    void findsAStaleRowThatIsServedAsFresh() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note("b", new Answer.Accepted(2, 2, 1));
        history.note(new Read("table/t/row/1", 2, 2, "{\"n\":0}"));
        // when
        var violations = Checker.violations(history, log("a", "b"));
        // then
        assertThat(violations).singleElement().asString().contains("is not what the row was then");
    }

    @Test
    void findsARowThatIsMissingThoughItWasNeverDeleted() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note(new Read("table/t/row/1", 1, 0, null));
        // when
        var violations = Checker.violations(history, log("a"));
        // then
        assertThat(violations).singleElement().asString().contains("was not found");
    }

    @Test
    void acceptsAReadOfALaterRow() {
        // given
        history.note("a", new Answer.Accepted(1, 1, 1));
        history.note("b", new Answer.Accepted(2, 2, 1));
        history.note(new Read("table/t/row/1", 1, 2, "{\"n\":1}"));
        // when
        var violations = Checker.violations(history, log("a", "b"));
        // then
        assertThat(violations).isEmpty();
    }

    @Test
    void acceptsASubscriberWhoSawEverythingOnceAndInOrder() {
        // given
        var seen = List.of(new Sighting(1, "id-1"), new Sighting(2, "id-2"));
        // when
        var violations = Checker.missightings(seen, log("a", "b"));
        // then
        assertThat(violations).isEmpty();
    }

    @Test
    void findsWhatASubscriberSawTwiceOrNeverOrOtherwise() {
        // given
        var first = new Sighting(1, "id-1");
        var second = new Sighting(2, "id-2");
        // when
        var violations = Stream.of(
                        List.of(first, first, second),
                        List.of(second),
                        List.of(first),
                        List.of(first, new Sighting(2, "id-9")),
                        List.of(first, second, new Sighting(3, "id-3")))
                .map(seen -> Checker.missightings(seen, log("a", "b")));
        // then
        assertThat(violations).allSatisfy(found -> assertThat(found).hasSize(1));
    }

    @Test
    void findsARecordThatStandsTwiceInTheTopic() {
        // given
        var topic = List.of(new SequenceCheck.Place(1, "id-1"), new SequenceCheck.Place(1, "id-1"));
        // when
        var violations = Checker.misplacements(topic, log("a"));
        // then
        assertThat(violations).singleElement().asString().contains("the topic has sequence 1 where 2 belongs");
    }

    /** A log with one event for each of these commands. */
    private static List<LoggedEvent> log(String... commands) {
        var log = new ArrayList<LoggedEvent>();
        var chain = Chain.start(new OrganizationId("acme"));
        for (int i = 0; i < commands.length; i++) {
            var event = event(i + 1, commands[i], RawJson.of("{\"data\":{\"n\":" + i + "}}"));
            chain = event.after(chain);
            log.add(chained(event, chain));
        }
        return log;
    }

    private static LoggedEvent next(LoggedEvent last, String command, RawJson data) {
        var event = event(last.sequence() + 1, command, data);
        return chained(event, event.after(Chain.of(last.chain())));
    }

    private static LoggedEvent event(long sequence, String command, RawJson data) {
        return new LoggedEvent(
                sequence,
                "row.written",
                "table/t/row/1",
                "id-" + sequence,
                "2026-01-01T00:00:00Z",
                "anna",
                command,
                "",
                data);
    }

    private static LoggedEvent chained(LoggedEvent event, Chain chain) {
        return new LoggedEvent(
                event.sequence(),
                event.type(),
                event.subject(),
                event.id(),
                event.time(),
                event.actor(),
                event.commandId(),
                chain.hex(),
                event.data());
    }

    private static LoggedEvent with(LoggedEvent event, RawJson data) {
        return chained(event(event.sequence(), event.commandId(), data), Chain.of(event.chain()));
    }
}
