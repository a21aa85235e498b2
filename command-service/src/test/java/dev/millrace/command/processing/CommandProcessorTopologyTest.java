package dev.millrace.command.processing;

import static dev.millrace.command.CommandFixtures.FIRST;
import static dev.millrace.command.CommandFixtures.ISSUES;
import static dev.millrace.command.CommandFixtures.json;
import static dev.millrace.command.processing.EntityFixture.ACME;
import static dev.millrace.command.processing.EntityFixture.NOON;
import static dev.millrace.command.processing.TopologyFixture.command;
import static dev.millrace.command.processing.TopologyFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.row.RowCommand.PutRow;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandProcessorTopologyTest {

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
    void numbersEventsWithoutAGapAndChainsThem() {
        // when
        topology.send(command(1, new CreateOrganization("Acme"), NOON));
        topology.send(command(2, new DefineTable(ISSUES, null, null), NOON));
        topology.send(command(3, put(FIRST, "{'n':1}"), NOON));
        topology.send(command(4, put(FIRST, "{'n':2}"), NOON));
        // then
        var events = topology.events();
        assertThat(events).extracting(EventRecord::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events).extracting(EventRecord::entityVersion).containsExactly(1L, 1L, 1L, 2L);
        var chain = Chain.start(ACME);
        for (var event : events) {
            chain = chain.next(event);
            assertThat(event.chain()).isEqualTo(chain.hex());
        }
    }

    @Test
    void answersARepeatedCommandWithTheSameOutcomeAndNoSecondEffect() {
        // given
        givenATable();
        // when
        topology.send(command(3, put(FIRST, "{'n':1}"), NOON));
        topology.send(command(4, put(FIRST, "{'n':2}"), NOON));
        topology.send(command(3, put(FIRST, "{'n':1}"), NOON));
        // then
        assertThat(topology.events()).hasSize(2);
        var outcomes = topology.outcomes();
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
    }

    @Test
    void remembersARefusalAsWell() {
        // given
        topology.send(command(1, new DefineTable(ISSUES, null, null), NOON));
        topology.send(command(2, new CreateOrganization("Acme"), NOON));
        // when
        topology.send(command(1, new DefineTable(ISSUES, null, null), NOON));
        // then
        assertThat(topology.events()).hasSize(1);
        var outcomes = topology.outcomes();
        assertThat(outcomes.get(0)).isEqualTo(outcomes.get(2));
        assertThat(code(outcomes.get(2))).isEqualTo(ErrorCode.ORGANIZATION_NOT_FOUND);
    }

    @Test
    void namesTheSameEventsWheneverItDecidesTheSame(@TempDir Path elsewhere) {
        // given
        var commands = List.of(
                command(1, new CreateOrganization("Acme"), NOON),
                command(2, new DefineTable(ISSUES, null, null), NOON),
                command(3, put(FIRST, "{'n':1}"), NOON));
        // when
        commands.forEach(topology::send);
        // then
        try (var other = new TopologyFixture(elsewhere, NOON.plusSeconds(99))) {
            commands.forEach(other::send);
            assertThat(other.events()).isEqualTo(topology.events());
        }
    }

    @Test
    void givesAnOutcomeWithoutEventsTheHeadOfTheLog() {
        // given
        givenATable();
        topology.send(command(3, put(FIRST, "{'n':1}"), NOON));
        // when
        topology.send(command(4, put(FIRST, "{'n':1}"), NOON));
        // then
        assertThat(topology.outcomes().getLast()).isEqualTo(new Outcome.Accepted(id(4), 3, 3, List.of()));
    }

    @Test
    void refusesDataThatIsNoCommandsData() {
        // given
        givenATable();
        // when
        topology.send(
                TopologyFixture.record(3, "row.put", RawJson.of("{\"table\":\"-\",\"row\":\"1\",\"data\":{}}"), NOON));
        topology.send(TopologyFixture.record(4, "row.put", RawJson.of("]"), NOON));
        topology.send(TopologyFixture.record(5, "no.such", RawJson.of("{}"), NOON));
        topology.send(TopologyFixture.record(6, CommandRecord.BATCH, RawJson.of("{}"), NOON));
        topology.send(TopologyFixture.record(7, "row.put", RawJson.of("null"), NOON));
        topology.send(TopologyFixture.record(8, "dead-letter.retry", RawJson.of("{}"), NOON));
        topology.send(TopologyFixture.record(9, "dead-letter.discard", RawJson.of("null"), NOON));
        // then
        assertThat(topology.outcomes())
                .extracting(CommandProcessorTopologyTest::code)
                .containsExactly(
                        ErrorCode.INVALID_ID,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.UNKNOWN_COMMAND_TYPE,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.INVALID_REQUEST);
    }

    @Test
    void decidesACommandWhoseRecordHasNoTime() {
        // given
        givenATable();
        // when
        topology.send(Records.of(command(3, put(FIRST, "{}"), NOON)), Instant.ofEpochMilli(-1));
        // then
        assertThat(topology.events()).hasSize(1);
    }

    @Test
    void stopsWhereTheStoreFails() {
        // given
        givenATable();
        fault.failWith(new IllegalStateException(new StoreFailure(new IllegalStateException("disk"))));
        // when
        var failing = command(3, put(BUG, "{}"), NOON);
        // then
        assertThatThrownBy(() -> topology.send(failing)).hasRootCauseMessage("disk");
        assertThat(topology.letters()).isEmpty();
    }

    /** Kafka Streams does so before partitions go to another node; the driver, after each record. */
    @Test
    void keepsWhereTheLogEndsWhenACommitComesInTheMiddleOfABatch() {
        // given
        topology.polls(3);
        // when
        topology.send(command(1, new CreateOrganization("Acme"), NOON));
        // then
        assertThat(topology.state().get(StoreKeys.head(ACME))).isNotNull();
    }

    @Test
    void forgetsACommandAfterSevenDays() {
        // given
        givenATable();
        topology.send(command(3, put(FIRST, "{'n':1}"), NOON));
        topology.advance(Duration.ofDays(6));
        topology.send(command(3, put(FIRST, "{'n':2}"), NOON.plus(Duration.ofDays(6))));
        assertThat(topology.state().wrapped().approximateNumEntries()).isPositive();
        // when
        topology.advance(Duration.ofDays(2));
        topology.send(command(4, put(FIRST, "{'n':3}"), NOON.plus(Duration.ofDays(8))));
        topology.advance(Duration.ofMinutes(1));
        topology.send(command(3, put(FIRST, "{'n':2}"), NOON.plus(Duration.ofDays(8))));
        // then
        assertThat(topology.events()).extracting(EventRecord::sequence).containsExactly(3L, 4L, 5L);
    }

    @Test
    void forgetsAsFastAsCommandsCome() {
        // given
        givenATable();
        IntStream.range(1_000, 1_600).forEach(id -> topology.send(command(id, put(FIRST, "{'n':" + id + "}"), NOON)));
        topology.advance(Duration.ofSeconds(1));
        var later = NOON.plus(Duration.ofDays(8));
        IntStream.range(2_000, 2_400).forEach(id -> topology.send(command(id, put(FIRST, "{'n':" + id + "}"), later)));
        // when
        topology.advance(Duration.ofDays(8));
        // then
        assertThat(topology.outcomesKnown()).isEqualTo(400);
    }

    private static ErrorCode code(Outcome outcome) {
        return ((Outcome.Rejected) outcome).code();
    }
}
