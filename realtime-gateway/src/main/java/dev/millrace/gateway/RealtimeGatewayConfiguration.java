package dev.millrace.gateway;

import dev.millrace.gateway.fanout.LogReader;
import dev.millrace.gateway.history.HistorySettings;
import dev.millrace.gateway.history.HttpHistory;
import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.session.Authentication;
import dev.millrace.gateway.session.CommandRelay;
import dev.millrace.gateway.session.SessionServices;
import dev.millrace.gateway.session.SessionSettings;
import dev.millrace.gateway.session.Sessions;
import dev.millrace.gateway.subscription.JoinSettings;
import dev.millrace.gateway.subscription.Shard;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.gateway.transport.EventLoops;
import dev.millrace.gateway.transport.GatewayServer;
import dev.millrace.gateway.transport.ServerSettings;
import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import dev.millrace.platform.security.TokenVerifier;
import dev.millrace.schemas.realtime.ServerFrame.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway, as a part of whatever process imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
public class RealtimeGatewayConfiguration {

    private static final Duration HISTORY_RETRY_DELAY = Duration.ofMillis(250);

    @Bean
    GatewayMeters gatewayMeters(MeterRegistry registry) {
        return new GatewayMeters(registry);
    }

    @Bean
    ReplayBuffer gatewayReplayBuffer(GatewayProperties properties, GatewayMeters meters) {
        var buffer = new ReplayBuffer(properties.replayBuffer().toBytes());
        meters.gauge("replay.bytes", buffer, ReplayBuffer::bytes);
        return buffer;
    }

    @Bean
    HttpHistory gatewayHistory(GatewayProperties properties) {
        return new HttpHistory(new HistorySettings(
                properties.queryUrl(),
                properties.historyPageEvents(),
                Math.toIntExact(properties.historyPage().toBytes()),
                properties.historyConcurrency(),
                properties.historyTimeout()));
    }

    @Bean
    EventLoops gatewayEventLoops(
            GatewayProperties properties, ReplayBuffer replay, HttpHistory history, GatewayMeters meters) {
        int threads = properties.threads() == 0 ? Runtime.getRuntime().availableProcessors() : properties.threads();
        var joins = new JoinSettings(properties.futureWait(), HISTORY_RETRY_DELAY, properties.historyAttempts());
        return new EventLoops(threads, loop -> new Shard(loop, replay, history, joins, meters));
    }

    @Bean
    LogReader gatewayLogReader(
            KafkaConnection kafka,
            Admin admin,
            ProvisionedTopics topics,
            InstanceId instance,
            ReplayBuffer replay,
            EventLoops loops,
            GatewayMeters meters) {
        return new LogReader(kafka, admin, "millrace-gateway-" + instance, replay, loops.shards(), meters);
    }

    @Bean
    SessionServices gatewaySessionServices(
            GatewayProperties properties,
            TokenVerifier verifier,
            CommandDoor door,
            Deadlines deadlines,
            GatewayMeters meters) {
        // Not a bean: Spring Boot would take one for the application's own executor.
        Executor virtualThreads = Thread.ofVirtual().name("gateway-", 0)::start;
        return new SessionServices(
                sessionSettings(properties),
                new Authentication(verifier::verify, virtualThreads),
                new CommandRelay(
                        (organization, command, origin) ->
                                door.submit(organization, door.parse(command.node()), origin),
                        virtualThreads,
                        deadlines,
                        properties.commandTimeout()),
                new Sessions(properties.maxSessions(), meters),
                meters,
                InstantSource.system());
    }

    @Bean
    GatewayServer gatewayServer(
            GatewayProperties properties, SessionServices services, EventLoops loops, LogReader reader) {
        var settings = new ServerSettings(
                properties.host(),
                properties.port(),
                properties.allowedOrigins(),
                properties.handshakeTimeout(),
                properties.drainTimeout(),
                Math.toIntExact(properties.maxFrame().toBytes()),
                properties.compression());
        return new GatewayServer(settings, services, loops, reader::isReady);
    }

    @Bean
    ReadinessCheck gatewayReadiness(LogReader reader, GatewayServer server) {
        return new GatewayReadiness(reader, server);
    }

    private static SessionSettings sessionSettings(GatewayProperties properties) {
        var limits = new Limits(
                properties.maxFrame().toBytes(),
                properties.maxSubscriptions(),
                properties.maxCommandsInFlight(),
                properties.pingInterval().toSeconds());
        return new SessionSettings(
                limits,
                properties.authTimeout(),
                properties.expiryGrace(),
                properties.pingInterval(),
                properties.malformedPerMinute(),
                properties.sendQueue().toBytes(),
                properties.sendQueueFrames(),
                properties.closeTimeout());
    }
}
