package dev.millrace.bench.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.report.Column;
import dev.millrace.embedded.EmbeddedKafka;
import dev.millrace.embedded.Ports;
import dev.millrace.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

    private static final int PARTITIONS = 3;

    private static EmbeddedKafka kafka;
    private static Broker broker;

    @BeforeAll
    static void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder, Ports.free());
        broker = new Broker(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void receivesEveryRecordOfAHop() {
        // when
        var result = HopFloor.measure(broker, Schedule.of(Arrivals.POISSON, 200, Duration.ofSeconds(1), 1));
        // then
        assertThat(result.latency().getTotalCount()).isEqualTo(200);
    }

    @Test
    void measuresProducersWithAndWithoutTransactions() {
        // given
        var floor = new ProducerFloor(broker, Duration.ofMillis(300));
        // when
        var idempotent = floor.idempotent();
        var transactional = floor.transactional();
        // then
        assertThat(idempotent.values()).containsOnlyKeys(Column.THROUGHPUT);
        assertThat(transactional)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.values()).containsOnlyKeys(Column.THROUGHPUT, Column.TRANSACTIONS));
    }

    @Test
    void countsCommittedEventsAndNeitherMarkersNorAbortedOnes() {
        // given
        broker.createTopic(Topics.EVENTS.name(), PARTITIONS);
        try (var producer = broker.producer(Map.of("transactional.id", "writer"));
                var log = new EventLog(broker)) {
            producer.initTransactions();
            // when
            for (int transaction = 0; transaction < 20; transaction++) {
                producer.beginTransaction();
                write(producer, 30);
                if (transaction % 4 == 3) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
            log.awaitRoom(450, Duration.ofSeconds(20));
            log.awaitSilence(Duration.ofSeconds(20));
            // then
            assertThat(log.growth().total()).isEqualTo(450);
        }
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, int count) {
        for (int i = 0; i < count; i++) {
            var _ = producer.send(new ProducerRecord<>(Topics.EVENTS.name(), i % PARTITIONS, null, new byte[10]));
        }
    }
}
