package dev.millrace.command.processing;

import static dev.millrace.command.CommandFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.command.CommandFixtures;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.row.RowCommand.PutRow;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The processor on a real broker, with nobody but itself to hand outcomes on. */
class CommandStreamsIT {

    private static final TableId TABLE = new TableId("t");
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private StreamsFixture kafka;

    @BeforeEach
    void start() {
        kafka = StreamsFixture.start(directory);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    private static CommandRecord command(OrganizationId organization, DomainCommand command) {
        var id = new CommandId(UUID.randomUUID());
        var type = Catalogue.commandTypeOf(command.getClass()).value();
        var data = RawJson.of(Json.MAPPER.writeValueAsBytes(command));
        return new CommandRecord(
                id, organization, type, data, null, Instant.now(), "anna", "/test", id.toString(), "node", null);
    }

    private static PutRow put(int number) {
        return new PutRow(TABLE, new RowId("r" + number % 1000), json("{'n':" + number + ",'title':'some text'}"));
    }

    private List<OrganizationId> organizations(int count) {
        var organizations = IntStream.range(0, count)
                .mapToObj(number -> new OrganizationId("org-" + number))
                .toList();
        for (var organization : organizations) {
            kafka.append(command(organization, new CreateOrganization("Acme")));
            kafka.append(command(organization, new DefineTable(TABLE, null, json("{'type':'object'}"))));
        }
        return organizations;
    }

    @Test
    void handsAnOutcomeOnRightAfterItsCommit() {
        // given
        kafka.streams(new Failures(0));
        var acme = organizations(1).getFirst();
        // when
        var micros = new long[600];
        for (int i = 0; i < micros.length; i++) {
            long start = System.nanoTime();
            var outcome = kafka.decide(command(acme, put(i)));
            micros[i] = (System.nanoTime() - start) / 1_000;
            assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        }
        // then
        var warm = Arrays.copyOfRange(micros, 300, micros.length);
        Arrays.sort(warm);
        System.out.printf(
                "Log to outcome in one process, warm: p50 %.2f ms, p99 %.2f ms%n",
                warm[warm.length / 2] / 1_000.0, warm[warm.length * 99 / 100] / 1_000.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void losesAndDoublesNothingWhenThreadsFailInTheMiddle(int threads) {
        // given
        var failure = new Failures(threads);
        var organizations = organizations(4);
        var commands = new ArrayList<CommandRecord>();
        for (int i = 0; i < 4_000; i++) {
            commands.add(command(organizations.get(i % 4), put(i)));
        }
        commands.forEach(kafka::append);
        commands.subList(0, 500).forEach(kafka::append); // sent again, as after a timeout
        kafka.streams(threads, failure);
        // when
        failure.strike();
        var events = kafka.events(4_000 + 8, LONG);
        // then
        assertThat(failure.toCome()).isZero();
        assertIntact(organizations, events);
        assertThat(events).extracting(EventRecord::commandId).doesNotHaveDuplicates();
    }

    @Test
    void isNotReadyWhileAThreadIsDown() {
        // given
        var failure = new Failures(4); // so that the last of them pause for long enough to be seen
        var organization = organizations(1).getFirst();
        for (int i = 0; i < 1_000; i++) {
            kafka.append(command(organization, put(i)));
        }
        failure.strike();
        // when
        kafka.streams(failure);
        // then
        await().dontCatchUncaughtExceptions() // the thread ends with its failure
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(kafka::missesAThread);
    }

    @Test
    void isNotReadyBeforeItHasItsCopies() {
        // given
        int count = 60_000; // so that reading them takes long enough to be seen
        var organizations = organizations(16);
        for (int i = 0; i < count; i++) {
            kafka.append(command(organizations.get(i % 16), put(i)));
        }
        kafka.streams(new Failures(0));
        kafka.events(count + 32, LONG);
        // when
        var second = kafka.node("second", 1, CommandFixtures.runtime());
        var readiness = new StreamsReadiness(second);
        second.start();
        // then
        try {
            await().pollInterval(Duration.ofMillis(1)).until(() -> second.isReady() && second.copiesBehind() > 0);
            assertThat(readiness.problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("copies"));
            await().atMost(LONG).until(() -> readiness.problem().isEmpty());
        } finally {
            second.stop();
        }
    }

    /** As a kill leaves it while Kafka Streams removes it: some files are gone. */
    @Test
    void startsWithStateThatWasRemovedByHalf() throws IOException {
        // given
        var organizations = organizations(4);
        kafka.streams(new Failures(0));
        kafka.events(8, LONG);
        kafka.stopStreams();
        try (var files = Files.walk(directory)) {
            var manifests = files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .sorted()
                    .toList();
            assertThat(manifests).hasSizeGreaterThan(2);
            Files.delete(manifests.get(2));
        }
        // when
        kafka.streams(new Failures(0));
        // then
        for (var organization : organizations) {
            assertThat(kafka.decide(command(organization, put(1)))).isInstanceOf(Outcome.Accepted.class);
        }
        assertIntact(organizations, kafka.events(12, LONG));
    }

    @Test
    void drainsWhatHasPiledUp() {
        // given
        int count = 20_000;
        var organizations = organizations(16);
        for (int i = 0; i < count; i++) {
            kafka.append(command(organizations.get(i % 16), put(i)));
        }
        // when
        kafka.streams(new Failures(0));
        var events = kafka.events(count + 32, LONG);
        // then
        assertIntact(organizations, events);
    }

    private static void assertIntact(List<OrganizationId> organizations, List<EventRecord> events) {
        for (var organization : organizations) {
            long sequence = 0;
            var chain = Chain.start(organization);
            for (var event : events) {
                if (event.organization().equals(organization)) {
                    chain = chain.next(event);
                    assertThat(event.sequence()).isEqualTo(++sequence);
                    assertThat(event.chain()).isEqualTo(chain.hex());
                }
            }
            assertThat(sequence).isGreaterThan(2);
        }
    }

    /** Stands for a store that fails threads in the middle of their work, as many as told; one that took the place of another may be among them. */
    static final class Failures implements Precondition {

        private final AtomicBoolean armed = new AtomicBoolean();
        private final AtomicInteger toCome;
        private final ThreadLocal<Integer> seen = ThreadLocal.withInitial(() -> 0);

        Failures(int threads) {
            toCome = new AtomicInteger(threads);
        }

        void strike() {
            armed.set(true);
        }

        int toCome() {
            return toCome.get();
        }

        @Override
        public void check(DomainCommand command, Entities entities) {
            if (!armed.get()) {
                return;
            }
            seen.set(seen.get() + 1);
            if (seen.get() == 200 && toCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StoreFailure(new IllegalStateException("disk"));
            }
        }
    }
}
