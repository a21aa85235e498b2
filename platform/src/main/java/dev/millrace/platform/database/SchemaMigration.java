package dev.millrace.platform.database;

import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a service's schema up to date from {@code classpath:db/<schema>}. Each schema has its own history, so that services never meet in one. */
public final class SchemaMigration {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

    /** With a wait that doubles up to 5 s: about half a minute for a server that starts beside us. */
    private static final int CONNECT_RETRIES = 8;

    private static final int MAX_RETRY_SECONDS = 5;

    private final DatabaseConnection connection;

    public SchemaMigration(DatabaseConnection connection) {
        this.connection = connection;
    }

    /** Applies what is missing; several instances may call it at once. Uses connections of its own, without a statement timeout. */
    public void migrate(String schema) {
        migrate(schema, schema);
    }

    /** Makes what is in {@code classpath:db/<location>} in a schema of another name: a second copy, for a rebuild beside the first. */
    public void migrate(String location, String schema) {
        var result = Flyway.configure()
                .dataSource(connection.url(), connection.username(), connection.password())
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(MAX_RETRY_SECONDS)
                .locations("classpath:db/" + location)
                .failOnMissingLocations(true)
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(true)
                .load()
                .migrate();
        LOG.atInfo()
                .addKeyValue("schema", schema)
                .addKeyValue("migrations", result.migrationsExecuted)
                .log("Schema is up to date");
    }
}
