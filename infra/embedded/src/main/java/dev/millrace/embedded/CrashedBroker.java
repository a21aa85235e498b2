package dev.millrace.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;

/**
 * The registration that a killed broker leaves in the metadata log. While it stands, the restarted broker takes itself for the leader of its
 * partitions and begins to finish their transactions; then it loses the leadership because the old session expires, skips the markers of partitions
 * that have no leader, and notes those transactions as complete all the same: what they wrote stays unreadable for ever. So the registration
 * is removed before the broker starts, by a controller that runs alone for a moment. It also spares the restart the wait for the old session.
 */
final class CrashedBroker {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private CrashedBroker() {}

    /**
     * Returns when no broker of this id is registered.
     *
     * @param controllerOnly settings of a controller without a broker
     * @param controllers    where it will listen, {@code host:port}
     */
    static void unregister(int node, Properties controllerOnly, String controllers) {
        var controller = EmbeddedKafka.server(controllerOnly);
        try {
            controller.startup();
            unregister(node, controllers);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static void unregister(int node, String controllers) {
        try (var admin = Admin.create(Map.of("bootstrap.controllers", controllers))) {
            admin.unregisterBroker(node).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while unregistering the broker that was killed", e);
        } catch (ExecutionException | TimeoutException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new IllegalStateException("Cannot unregister the broker that was killed", e);
            }
        }
    }
}
