package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an earlier version left in the tables. */
@IngestTest
class MigrationIT {

    private static final String SCHEMA = "ingest_of_yore";

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    @Autowired
    MigrationIT(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Test
    void listsRetriesThatWereCutOffAmongWhatFailed() {
        // given
        schema().target("1").load().migrate();
        stored("new", 1);
        stored("retried", 2);
        // when
        schema().load().migrate();
        // then
        assertThat(jdbc.sql("select delivery_id from ingest_of_yore.delivery where state = 'failed'")
                        .query(String.class)
                        .list())
                .containsExactly("retried");
    }

    private void stored(String id, int attempt) {
        jdbc.sql("""
                        insert into ingest_of_yore.delivery (organization, source, delivery_id, state, event, content_type, received_at, attempt)
                        values ('acme', 'hub', ?, 'stored', 'issues', 'application/json', now(), ?)""").params(id, attempt).update();
    }

    private FluentConfiguration schema() {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/ingest")
                .defaultSchema(SCHEMA)
                .schemas(SCHEMA)
                .createSchemas(true);
    }
}
