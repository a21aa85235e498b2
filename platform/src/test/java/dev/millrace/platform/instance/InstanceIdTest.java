package dev.millrace.platform.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class InstanceIdTest {

    @Test
    void isWhatWasConfigured() {
        // given
        var source = new MapConfigurationPropertySource(Map.of("millrace.instance.id", "node-7"));
        // when
        var instance = new Binder(source).bindOrCreate("millrace.instance", InstanceId.class);
        // then
        assertThat(instance).isEqualTo(new InstanceId("node-7")).hasToString("node-7");
    }

    @Test
    void isTheHostWhereNothingWasConfigured() {
        assertThat(InstanceId.fromEnvironment(Map.of("HOSTNAME", "pod-1"))).isEqualTo("pod-1");
        assertThat(InstanceId.fromEnvironment(Map.of())).isEqualTo("local");
        assertThat(new InstanceId(null).value()).isNotBlank();
    }
}
