package dev.millrace.query.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.web.Problem;
import dev.millrace.query.TestDatabase;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadSideIT {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("other");
    private static final TestDatabase DATABASE = new TestDatabase();

    private final Heads heads = new Heads(() -> {});
    private final ReadSide readSide = new ReadSide(DATABASE.dataSource(), heads, Duration.ofSeconds(10));

    @BeforeAll
    static void fill() {
        for (var organization : List.of("acme", "other")) {
            var key = "'" + organization + "'";
            DATABASE.execute(
                    "insert into query.organization values (%s, 'n', '{}', 1, 1, now(), now())".formatted(key));
            DATABASE.execute("insert into query.table_definition values (%s, 't', 't', '{}', 1, 1, now(), now())"
                    .formatted(key));
            DATABASE.execute("insert into query.table_row values (%s, 't', 'r', 1, 1, now(), '{}')".formatted(key));
            DATABASE.execute(
                    "insert into query.event values (%s, 1, 't', 's', gen_random_uuid(), '{}')".formatted(key));
            DATABASE.execute("insert into query.head values ('millrace.query.event-log', %s, 1, 0)".formatted(key));
            DATABASE.execute("insert into query.outcome values (%s, gen_random_uuid(), '{}', now())".formatted(key));
            DATABASE.execute(
                    "insert into query.dead_letter values (%s, 'i', 'COMMAND', 'OPEN', 't', 't', 1, 1, 'c', now(), 'a', '')"
                            .formatted(key));
        }
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "table_definition", "table_row", "event", "head", "outcome", "dead_letter"})
    void showsOneOrganizationEvenToAQueryThatForgetsToAsk(String table) throws SQLException {
        // when
        var seen = readSide.now(OTHER, snapshot -> {
            try (var statement = snapshot.connection().createStatement();
                    var rows = statement.executeQuery("select string_agg(organization, ',') from query." + table)) {
                rows.next();
                return rows.getString(1);
            }
        });
        // then
        assertThat(seen).isEqualTo("other");
    }

    @Test
    void writesNothing() {
        assertThatThrownBy(() -> readSide.now(ACME, snapshot -> {
                    try (var statement = snapshot.connection().createStatement()) {
                        return statement.executeUpdate("delete from query.event");
                    }
                }))
                .isInstanceOf(SQLException.class);
        assertThat(DATABASE.count("event")).isEqualTo(2);
    }

    @Test
    void leavesTheConnectionAsItWas() throws SQLException {
        // given
        readSide.now(ACME, Snapshot::sequence);
        // when
        var role = DATABASE.rows("select current_user = session_user, current_setting('millrace.organization', true)");
        // then
        assertThat(role).allMatch(line -> line.startsWith("t|"));
        assertThat(role).noneMatch(line -> line.contains("acme"));
    }

    @Test
    void waitsForTheSequenceAndIsWokenByIt() {
        // given
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return readSide.after(2, ACME, Snapshot::sequence);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        // when
        DATABASE.execute("update query.head set sequence = 2 where organization = 'acme'");
        heads.moved(ACME, 2);
        // then
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(2L);
        DATABASE.execute("update query.head set sequence = 1 where organization = 'acme'");
        assertThat(heads.watched()).isEmpty();
    }

    @Test
    void stopsWaitingWhenTheProcessStops() {
        // given
        heads.close();
        // then
        assertThatThrownBy(() -> readSide.after(99, ACME, Snapshot::sequence)).isInstanceOf(Problem.class);
    }
}
