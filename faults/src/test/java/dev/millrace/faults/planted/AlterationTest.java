package dev.millrace.faults.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlterationTest {

    /** The product as it is built now, which is not on the class path of this module, unlike Kafka. */
    private static final URLClassLoader PRODUCT = new URLClassLoader(
            Stream.of("schemas", "platform", "command-service", "query-service", "webhook-ingest", "realtime-gateway")
                    .map(AlterationTest::classes)
                    .toArray(URL[]::new));

    @AfterAll
    static void close() throws IOException {
        PRODUCT.close();
    }

    @ParameterizedTest
    @EnumSource
    void plantsEveryFaultInTheProduct(PlantedFault fault) throws IOException {
        // given
        var original = classOf(fault);
        // when
        var altered = new Alteration(fault).of(original, PRODUCT);
        // then
        assertThat(altered).isNotEqualTo(original);
        assertThat(Rewrite.classFile(PRODUCT).verify(altered)).isEmpty();
    }

    @Test
    void failsWhereTheMethodIsNotThere() throws IOException {
        // given
        var other = classOf(PlantedFault.LOST_BATCH);
        // when, then
        assertThatThrownBy(() -> new Alteration(PlantedFault.STALE_READ).of(other, PRODUCT))
                .isInstanceOf(IllegalStateException.class);
    }

    private static byte[] classOf(PlantedFault fault) throws IOException {
        var file = fault.className().replace('.', '/') + ".class";
        try (var stream = Objects.requireNonNull(PRODUCT.getResourceAsStream(file), file)) {
            return stream.readAllBytes();
        }
    }

    private static URL classes(String module) {
        try {
            return Path.of("..", module, "target", "classes").toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
