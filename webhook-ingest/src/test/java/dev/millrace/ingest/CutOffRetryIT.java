package dev.millrace.ingest;

import static dev.millrace.ingest.delivery.DeliveryState.APPLIED;
import static dev.millrace.ingest.delivery.DeliveryState.REJECTED;
import static dev.millrace.ingest.delivery.DeliveryState.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.ingest.archive.ArchiveReader;
import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.source.Sources;
import dev.millrace.ingest.translation.CommandSender;
import dev.millrace.ingest.translation.Retry;
import dev.millrace.ingest.translation.Translator;
import dev.millrace.ingest.translation.Verdicts;
import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.CommandLimits;
import dev.millrace.platform.command.CommandLog;
import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.PendingOutcomes;
import dev.millrace.platform.command.ReplyAddress;
import dev.millrace.platform.command.Secrets;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A retry that ends between two of its steps, as one does whose node is killed, leaves a delivery that is listed as before and can be retried. */
@IngestTest
class CutOffRetryIT {

    private static final String TRACE = "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";

    private final ApplicationContext context;
    private final Provider provider;
    private final TestLog log;
    private final TestDeliveries deliveries;
    private final Issues issues;
    private final DataSource dataSource;

    @Autowired
    CutOffRetryIT(@LocalServerPort int port, ApplicationContext context) {
        this.context = context;
        this.dataSource = context.getBean(DataSource.class);
        this.provider = new Provider(port);
        this.log = context.getBean(TestLog.class);
        this.deliveries = new TestDeliveries(dataSource);
        this.issues = new Issues(provider, context.getBean(TestSources.class), log, context.getBean(TestTokens.class));
    }

    @Test
    void staysListedAndRetryableWhenNothingWasSent() {
        // given
        var source = rejected();
        // when
        cutOff(retry(dataSource, closedDoor()), source);
        // then
        assertThat(issues.listed(source, "d-1").path("code").asString()).isEqualTo("ROW_INVALID");
        assertThat(deliveries.state(source, "d-1")).isEqualTo("rejected");
        assertThat(issues.retry(source, "d-1").json().path("attempt").asInt()).isEqualTo(2);
        assertThat(log.commands(source.organization())).hasSize(2);
    }

    @Test
    void staysListedAndRepeatsTheSameCommandWhenItWasSent() {
        // given
        var source = rejected();
        // when
        cutOff(retry(new Once(dataSource), context.getBean(CommandDoor.class)), source);
        // then
        assertThat(deliveries.state(source, "d-1")).isEqualTo("rejected");
        assertThat(issues.retry(source, "d-1").json().path("state").asString()).isEqualTo("sent");
        var commands = log.commands(source.organization());
        assertThat(commands).hasSize(3);
        assertThat(commands.getLast().id()).isEqualTo(commands.get(1).id());
    }

    @Test
    void endsWithTheOutcomeOfWhatWasSent() {
        // given
        var source = rejected();
        cutOff(retry(new Once(dataSource), context.getBean(CommandDoor.class)), source);
        // when
        issues.answer(
                source, Issues.accepted(log.commands(source.organization()).getLast()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
        assertThat(issues.listed(source, "d-1").path("attempt").asInt()).isEqualTo(2);
        assertThat(log.deadLetters(source.organization()))
                .extracting(DeadLetterRecord::state)
                .containsExactly(State.OPEN, State.RETRIED);
    }

    private TestSource rejected() {
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        issues.answer(
                source, Issues.rejected(log.commands(source.organization()).getFirst()));
        deliveries.awaitState(source, "d-1", REJECTED);
        return source;
    }

    private static void cutOff(Retry retry, TestSource source) {
        var key = new DeliveryKey(source.organization(), source.id(), "d-1");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> retry.retry(key, TRACE));
    }

    private Retry retry(DataSource notes, CommandDoor door) {
        var translator = new Translator(dataSource, context.getBean(Sources.class), new CommandSender(door));
        return new Retry(notes, context.getBean(ArchiveReader.class), translator, context.getBean(Verdicts.class));
    }

    private CommandDoor closedDoor() {
        var broken = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        broken.sendException = new KafkaException("closed");
        return new CommandDoor(
                context.getBean(CommandLimits.class),
                new CommandLog(broken, Duration.ZERO),
                new PendingOutcomes(new Deadlines()),
                new ReplyAddress("nowhere"),
                context.getBean(Secrets.class),
                InstantSource.system());
    }

    /** Gives one connection, with which the delivery is found; what came of it cannot be noted. */
    private static final class Once extends DelegatingDataSource {

        private int given;

        Once(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (given++ > 0) {
                throw new SQLTransientException("no more");
            }
            return super.getConnection();
        }
    }
}
