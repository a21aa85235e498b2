package dev.millrace.query;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.database.DatabaseConnection;
import dev.millrace.platform.database.SchemaMigration;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A database of a test's own with the query schema in it. */
public final class TestDatabase implements AutoCloseable {

    private final HikariDataSource dataSource = new HikariDataSource();
    private final SchemaMigration migration;
    private final String url = SharedInfrastructure.newDatabase();

    public TestDatabase() {
        var postgres = SharedInfrastructure.postgres();
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(postgres.username());
        dataSource.setPassword(postgres.password());
        dataSource.setMaximumPoolSize(10);
        migration = new SchemaMigration(new DatabaseConnection(
                url,
                postgres.username(),
                postgres.password(),
                10,
                0,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30)));
        migration.migrate("query");
    }

    public HikariDataSource dataSource() {
        return dataSource;
    }

    public SchemaMigration migration() {
        return migration;
    }

    public void execute(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row of the answer, its columns joined by bars. */
    public List<String> rows(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                var line = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(rows.getString(i));
                }
                lines.add(String.join("|", line));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String table) {
        return Long.parseLong(rows("select count(*) from query." + table).getFirst());
    }

    /** Everything that the read side of events shows, in a fixed order: equal for equal histories. */
    public List<String> everything() {
        var all = new ArrayList<String>();
        all.addAll(rows("select * from query.organization order by 1"));
        all.addAll(rows("select * from query.table_definition order by 1, 2"));
        all.addAll(rows("select * from query.table_row order by 1, 2, 3"));
        all.addAll(rows("select * from query.event order by 1, 2"));
        all.addAll(rows("select * from query.head order by 1, 2"));
        return all;
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
