package dev.millrace.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

    @Test
    void tellsNoSecretWhenItIsPrinted() {
        // given
        var connection = new KafkaConnection(
                "broker:9092", 8, (short) 1, Map.of("sasl.jaas.config", "required password=\"hidden\";"));
        // when
        var printed = connection.toString();
        // then
        assertThat(printed).contains("broker:9092", "sasl.jaas.config").doesNotContain("hidden");
    }
}
