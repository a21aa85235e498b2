package dev.millrace.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.platform.instance.InstanceId;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The data source and the way to make a schema. Boot's own data source and Flyway step back or are excluded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseConnection.class)
public class DatabaseConfiguration {

    /** How much longer than the server cancels a statement its answer is waited for; then the server or the way to it is dead. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    /** The pool. It connects at the first use, so that a process without database work starts without one. */
    @Bean(destroyMethod = "close")
    public HikariDataSource dataSource(DatabaseConnection connection, InstanceId instance) {
        var pool = new HikariDataSource();
        pool.setPoolName("millrace");
        pool.setJdbcUrl(connection.url());
        pool.setUsername(connection.username());
        pool.setPassword(connection.password());
        pool.setMaximumPoolSize(connection.maxConnections());
        pool.setMinimumIdle(Math.min(connection.minIdle(), connection.maxConnections()));
        pool.setIdleTimeout(connection.idleTimeout().toMillis());
        pool.setConnectionTimeout(connection.connectTimeout().toMillis());
        // a connection that sat idle behind a firewall or a failed-over server is found before a caller finds it
        pool.setKeepaliveTime(120_000);
        pool.addDataSourceProperty("ApplicationName", "millrace-" + instance);
        pool.addDataSourceProperty("connectTimeout", seconds(connection.connectTimeout()));
        pool.addDataSourceProperty(
                "socketTimeout", seconds(connection.statementTimeout().plus(ANSWER_WITHIN)));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty(
                "options",
                "-c statement_timeout=" + connection.statementTimeout().toMillis());
        return pool;
    }

    /** Flyway, one schema at a time. */
    @Bean
    public SchemaMigration schemaMigration(DatabaseConnection connection) {
        return new SchemaMigration(connection);
    }

    /** The driver counts in whole seconds, and 0 would be for ever. */
    private static String seconds(Duration timeout) {
        return Long.toString(Math.max(1, timeout.toSeconds()));
    }
}
