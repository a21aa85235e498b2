package dev.millrace.query.rebuild;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.query.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProgressIT {

    private static final TestDatabase DATABASE = new TestDatabase();
    private static final int TIMES = 300;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void answersWhileSchemasComeAndGo() throws Exception {
        // given
        var enough = new CountDownLatch(1);
        try (var admin = Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        SharedInfrastructure.kafka().bootstrapServers()));
                var executor = Executors.newSingleThreadExecutor()) {
            var progress = new Progress(DATABASE.dataSource(), admin);
            var rebuilding = executor.submit(() -> {
                while (enough.getCount() > 0) {
                    comeAndGo();
                }
                return true;
            });
            try {
                // then
                assertThatCode(() -> {
                            for (int i = 0; i < TIMES; i++) {
                                progress.of(SchemaSwitch.NEXT);
                            }
                        })
                        .doesNotThrowAnyException();
            } finally {
                enough.countDown();
            }
            rebuilding.get();
        }
    }

    private static void comeAndGo() throws SQLException {
        try (var connection = DATABASE.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create schema query_next");
            statement.execute(
                    "create table query_next.checkpoint (projection text, topic text, partition int, next_offset bigint)");
            statement.execute("drop schema query_next cascade");
        }
    }
}
