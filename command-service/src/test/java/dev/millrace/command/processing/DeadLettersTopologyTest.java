package dev.millrace.command.processing;

import static dev.millrace.command.CommandFixtures.FIRST;
import static dev.millrace.command.CommandFixtures.ISSUES;
import static dev.millrace.command.CommandFixtures.json;
import static dev.millrace.command.processing.EntityFixture.ACME;
import static dev.millrace.command.processing.EntityFixture.NOON;
import static dev.millrace.command.processing.TopologyFixture.command;
import static dev.millrace.command.processing.TopologyFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.deadletter.DeadLetterCommand.DiscardDeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterCommand.RetryDeadLetter;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.row.RowCommand.PutRow;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be decided, and how it is settled. */
class DeadLettersTopologyTest {

    private static final RowId BUG = new RowId("bug");

    private final Fault fault = new Fault();
    private TopologyFixture topology;

    @BeforeEach
    void start(@TempDir Path directory) {
        topology = new TopologyFixture(directory, NOON, fault);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private void givenATable() {
        topology.send(command(1, new CreateOrganization("Acme"), NOON));
        topology.send(command(2, new DefineTable(ISSUES, null, null), NOON));
        var _ = topology.events();
        var _ = topology.outcomes();
    }

    private static PutRow put(RowId row, String data) {
        return new PutRow(ISSUES, row, json(data));
    }

    @Test
    void putsACommandThatHitsABugAsideAndGoesOn() {
        // given
        givenATable();
        // when
        topology.send(command(3, put(BUG, "{'n':1}"), NOON));
        topology.send(command(4, put(FIRST, "{'n':1}"), NOON));
        // then
        assertThat(topology.events()).extracting(EventRecord::sequence).containsExactly(3L);
        assertThat(code(topology.outcomes().getFirst())).isEqualTo(ErrorCode.INTERNAL);
        var letter = topology.letters().getFirst();
        assertThat(letter.state()).isEqualTo(DeadLetterRecord.State.OPEN);
        assertThat(letter.id()).isEqualTo(id(3).toString());
        assertThat(letter.cause()).contains("IllegalStateException").doesNotContain("secret");
        assertThat(topology.bugs).hasSize(1);
    }

    @Test
    void decidesADeadLetterAgainAsWhatItIs() {
        // given
        givenATable();
        topology.send(command(3, put(BUG, "{'n':1}"), NOON));
        topology.send(command(4, new RetryDeadLetter(id(3)), NOON.plusSeconds(60)));
        var before = topology.outcomes();
        fault.mend();
        // when
        topology.send(command(5, new RetryDeadLetter(id(3)), NOON.plusSeconds(120)));
        topology.send(command(3, put(BUG, "{'n':1}"), NOON));
        topology.send(command(6, new RetryDeadLetter(id(3)), NOON.plusSeconds(180)));
        // then
        assertThat(code(before.getLast())).isEqualTo(ErrorCode.INTERNAL);
        var event = topology.events().getFirst();
        assertThat(event.commandId()).isEqualTo(id(3));
        assertThat(event.time()).isEqualTo(NOON);
        var outcomes = topology.outcomes();
        assertThat(outcomes).extracting(Outcome::id).containsExactly(id(3), id(5), id(3), id(6));
        assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0)).isInstanceOf(Outcome.Accepted.class);
        assertThat(code(outcomes.get(3))).isEqualTo(ErrorCode.DEAD_LETTER_NOT_FOUND);
        assertThat(topology.letters())
                .extracting(DeadLetterRecord::state)
                .containsExactly(DeadLetterRecord.State.OPEN, DeadLetterRecord.State.RETRIED);
    }

    @Test
    void discardsADeadLetter() {
        // given
        givenATable();
        topology.send(command(3, put(BUG, "{'n':1}"), NOON));
        fault.mend();
        // when
        topology.send(command(4, new DiscardDeadLetter(id(3)), NOON));
        topology.send(command(5, new RetryDeadLetter(id(3)), NOON));
        // then
        assertThat(topology.events()).isEmpty();
        assertThat(topology.letters()).extracting(DeadLetterRecord::state).contains(DeadLetterRecord.State.DISCARDED);
        assertThat(topology.outcomes().get(1)).isEqualTo(new Outcome.Accepted(id(4), 2, 2, List.of()));
    }

    @Test
    void keepsASettlementThatABugPrevents() {
        // given
        givenATable();
        topology.state().put(StoreKeys.deadLetter(ACME, id(3)), "no kept command".getBytes(StandardCharsets.UTF_8));
        // when
        topology.send(command(4, new RetryDeadLetter(id(3)), NOON));
        topology.send(command(5, put(FIRST, "{'n':1}"), NOON));
        // then
        assertThat(code(topology.outcomes().getFirst())).isEqualTo(ErrorCode.INTERNAL);
        assertThat(topology.letters()).extracting(DeadLetterRecord::id).containsExactly(id(4).toString());
        assertThat(topology.events()).as("and goes on").hasSize(1);
    }

    @Test
    void keepsARecordThatIsNoCommand() {
        // given
        givenATable();
        var record = Records.of(command(3, put(FIRST, "{}"), NOON));
        record.headers().remove("ce_actor");
        // when
        topology.send(record, NOON);
        topology.send(command(4, put(FIRST, "{'n':1}"), NOON));
        // then
        assertThat(topology.events()).hasSize(1);
        var letter = topology.letters().getFirst();
        assertThat(letter.organization()).isEqualTo(ACME);
        topology.send(command(5, new DiscardDeadLetter(CommandId.of(letter.id())), NOON));
        assertThat(topology.letters().getFirst().state()).isEqualTo(DeadLetterRecord.State.DISCARDED);
    }

    private static ErrorCode code(Outcome outcome) {
        return ((Outcome.Rejected) outcome).code();
    }
}
