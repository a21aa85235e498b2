package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class EntityCacheTest {

    private static Bytes key(int number) {
        return Bytes.wrap(new byte[] {(byte) number});
    }

    private static EntityState state(int version) {
        return new EntityState(version, "entity");
    }

    @Test
    void forgetsWhatWasNotUsedLongest() {
        // given
        var cache = new EntityCache(200);
        cache.put(key(1), state(1), 90);
        cache.put(key(2), state(2), 90);
        assertThat(cache.get(key(1))).isNotNull();
        // when
        cache.put(key(3), state(3), 90);
        // then
        assertThat(cache.get(key(2))).isNull();
        assertThat(cache.get(key(1))).isEqualTo(state(1));
        assertThat(cache.get(key(3))).isEqualTo(state(3));
    }

    @Test
    void countsAReplacedEntryOnce() {
        // given
        var cache = new EntityCache(200);
        // when
        for (int version = 1; version <= 10; version++) {
            cache.put(key(1), state(version), 90);
        }
        cache.put(key(2), state(1), 90);
        // then
        assertThat(cache.get(key(1))).isEqualTo(state(10));
    }

    @Test
    void keepsNothingThatIsLargerThanItself() {
        // given
        var cache = new EntityCache(10);
        // when
        cache.put(key(1), state(1), 90);
        // then
        assertThat(cache.get(key(1))).isNull();
    }
}
