package dev.millrace.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void givesEachThreadAboutAsManyRecords() {
        // when
        var shares = Shares.split(Map.of(at(0), 10L, at(1), 70L, at(2), 20L, at(3), 40L), 2);
        // then
        assertThat(shares).containsExactlyInAnyOrder(Set.of(at(1)), Set.of(at(0), at(2), at(3)));
    }

    @Test
    void givesEveryPartitionToOneThreadThoughAllAreEmpty() {
        // given
        var partitions = IntStream.range(0, 8).mapToObj(SharesTest::at).collect(Collectors.toMap(at -> at, _ -> 0L));
        // when
        var shares = Shares.split(partitions, 3);
        // then
        assertThat(shares.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(partitions.keySet());
        assertThat(shares).allSatisfy(share -> assertThat(share).hasSizeBetween(2, 3));
    }

    @Test
    void leavesThreadsWithoutWorkWhereThereAreFewerPartitions() {
        assertThat(Shares.split(Map.of(at(0), 5L), 2)).containsExactly(Set.of(at(0)), Set.of());
    }

    private static TopicPartition at(int partition) {
        return new TopicPartition("topic", partition);
    }
}
