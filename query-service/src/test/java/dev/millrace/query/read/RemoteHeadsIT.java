package dev.millrace.query.read;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.query.TestDatabase;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class RemoteHeadsIT {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("other");

    private final TestDatabase database = new TestDatabase();
    private final Semaphore wanted = new Semaphore(0);
    private final Heads heads = new Heads(wanted::release);
    private final AtomicInteger looks = new AtomicInteger();

    @BeforeEach
    void fill() {
        database.execute(
                "create table query.checkpoint (projection text, topic text, partition int, next_offset bigint)");
        database.execute("insert into query.checkpoint values ('millrace.query.event-log', 't', 0, 0)");
        database.execute("insert into query.head values ('millrace.query.event-log', 'acme', 0, 0),"
                + " ('millrace.query.event-log', 'other', 0, 0)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tellsWhatItCouldNotTellAtOnce() {
        // given
        var remote = start(database.dataSource(), Set::of);
        try (var watch = heads.watch(ACME)) {
            awaitLooks(2);
            database.execute("alter table query.head rename to hidden");
            project("hidden");
            awaitLooks(2);
            // when
            database.execute("alter table query.hidden rename to head");
            // then
            assertThat(watch.awaitBeyond(0, 5, SECONDS)).isTrue();
        } finally {
            remote.stop();
        }
    }

    @Test
    void tellsWhoeverHasBegunToWatchBeforeItSawTheCheckpoints() {
        // given: somebody who begins to watch just before the look that sees the event, and has read before the event
        var late = new AtomicInteger();
        var dataSource = new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (late.compareAndSet(1, 2)) {
                    heads.watch(OTHER); // for as long as the test
                    project();
                }
                return super.getConnection();
            }
        };
        var remote = start(dataSource, Set::of);
        try (var _ = heads.watch(ACME)) {
            awaitLooks(2);
            // when
            late.set(1);
            await().atMost(5, SECONDS).until(() -> late.get() == 2);
            // then
            try (var watch = heads.watch(OTHER)) {
                assertThat(watch.awaitBeyond(0, 5, SECONDS)).isTrue();
            }
        } finally {
            remote.stop();
        }
    }

    @Test
    void asksForAllWhenSomethingMayHaveMovedUnseen() {
        // given
        var remote = start(database.dataSource(), () -> Set.of(0));
        try (var watch = heads.watch(ACME)) {
            awaitLooks(2);
            project();
            // when
            heads.movedUnseen();
            // then
            assertThat(watch.awaitBeyond(0, 5, SECONDS)).isTrue();
        } finally {
            remote.stop();
        }
    }

    @Test
    void goesOnAfterAFailureOfWhateverKind() {
        // given
        var remote = start(database.dataSource(), () -> {
            if (looks.get() == 2) {
                throw new IllegalStateException("made up");
            }
            return Set.of();
        });
        try (var watch = heads.watch(ACME)) {
            awaitLooks(3);
            // when
            project();
            // then
            assertThat(watch.awaitBeyond(0, 5, SECONDS)).isTrue();
            assertThat(remote.problem()).isEmpty();
        } finally {
            remote.stop();
        }
    }

    @Test
    void saysThatItHasDied() {
        // given
        var remote = start(database.dataSource(), () -> {
            throw new AssertionError("made up");
        });
        // when
        try (var _ = heads.watch(ACME)) {
            // then
            await().atMost(5, SECONDS).until(() -> remote.problem().isPresent());
        }
    }

    private void project() {
        project("head");
    }

    private void project(String headTable) {
        database.execute("update query." + headTable + " set sequence = 1");
        database.execute("update query.checkpoint set next_offset = 1");
    }

    private RemoteHeads start(DataSource dataSource, Supplier<Set<Integer>> local) {
        var remote = new RemoteHeads(
                dataSource,
                heads,
                () -> {
                    looks.incrementAndGet();
                    return local.get();
                },
                Duration.ofMillis(10),
                wanted);
        remote.start();
        return remote;
    }

    private void awaitLooks(int count) {
        int from = looks.get();
        await().atMost(5, SECONDS).until(() -> looks.get() >= from + count);
    }
}
