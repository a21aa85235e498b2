package dev.millrace.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantsTest {

    @Test
    void findsOneOrganizationForEachPartition() {
        // when
        var organizations = Tenants.onePerPartition("bench-", 8);
        // then
        assertThat(organizations).hasSize(8).doesNotHaveDuplicates();
        assertThat(organizations.stream().mapToInt(name -> Tenants.partitionOf(name, 8)))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void goesOnOverThePartitionsInTurn() {
        // when
        var names = Tenants.spread("x-", 50, 8);
        // then
        assertThat(names)
                .doesNotHaveDuplicates()
                .startsWith(Tenants.onePerPartition("x-", 8).toArray(String[]::new));
        assertThat(names.subList(16, 24))
                .extracting(name -> Tenants.partitionOf(name, 8))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }
}
