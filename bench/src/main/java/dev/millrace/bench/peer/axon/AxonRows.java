package dev.millrace.bench.peer.axon;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngineConfiguration;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/**
 * Rows on Axon Framework, set up as in a Spring application: its defaults, Spring's JPA transactions, and each command sourcing its row from the row's events. There is
 * nothing to load them faster: 5.0.1 has neither snapshots nor a cache of entities.
 *
 * <p>Beyond the defaults: payloads as {@code bytea}, and a batch that is not full ends a stream, which saves each load a second query. The sequence of the global index
 * stays as Axon maps it, one round trip an event.
 */
public final class AxonRows implements AutoCloseable {

    private static final int BATCH = AggregateBasedJpaEventStorageEngineConfiguration.DEFAULT.batchSize();

    private final EntityManagerFactory entityManagers;
    private final AxonConfiguration axon;
    private final CommandGateway commands;

    /** Makes Axon's table in an empty database. */
    public AxonRows(DataSource dataSource) {
        entityManagers = persistence(dataSource).createEntityManagerFactory();
        axon = EventSourcingConfigurer.create()
                .componentRegistry(registry -> registry.registerComponent(
                        TransactionManager.class,
                        _ -> new SpringTransactions(new JpaTransactionManager(entityManagers))))
                .registerEventStorageEngine(this::eventStorage)
                .registerEntity(EventSourcedEntityModule.autodetected(String.class, Row.class))
                .start();
        commands = axon.getComponent(CommandGateway.class);
    }

    private static PersistenceConfiguration persistence(DataSource dataSource) {
        return new PersistenceConfiguration("axon")
                .managedClass(AggregateEventEntry.class)
                .property("jakarta.persistence.nonJtaDataSource", dataSource)
                .property("jakarta.persistence.schema-generation.database.action", "create")
                .property("hibernate.dialect", ByteaDialect.class.getName())
                .property("hibernate.globally_quoted_identifiers", "true") // its sequence has hyphens in its name
                .property("hibernate.connection.provider_disables_autocommit", "true");
    }

    private EventStorageEngine eventStorage(Configuration configuration) {
        var shared = SharedEntityManagerCreator.createSharedEntityManager(entityManagers);
        return new AggregateBasedJpaEventStorageEngine(
                () -> shared,
                configuration.getComponent(TransactionManager.class),
                configuration.getComponent(EventConverter.class),
                settings -> settings.persistenceExceptionResolver(new SQLStateResolver())
                        .finalBatchPredicate(AxonRows::isLast));
    }

    private static boolean isLast(List<? extends AggregateEventEntry> batch) {
        return batch.size() < BATCH;
    }

    /** Returns when the event is committed; fails with {@link WrongVersion}. */
    public void put(PutRow command) {
        commands.sendAndWait(command);
    }

    @Override
    public void close() {
        axon.shutdown();
        entityManagers.close();
    }
}
