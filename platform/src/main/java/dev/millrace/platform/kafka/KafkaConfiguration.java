package dev.millrace.platform.kafka;

import dev.millrace.platform.instance.InstanceId;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Kafka's address, its admin client and the topics. Whatever reads or writes a topic depends on {@link ProvisionedTopics}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaConnection.class, InstanceId.class})
public class KafkaConfiguration {

    /** For topics, offsets and lag. */
    @Bean(destroyMethod = "close")
    public Admin kafkaAdmin(KafkaConnection connection, InstanceId instance) {
        return Admin.create(connection.client("millrace-admin-" + instance));
    }

    /** Makes the missing topics; fails the start where Kafka cannot be reached. */
    @Bean
    public ProvisionedTopics provisionedTopics(Admin admin, KafkaConnection connection) {
        return new TopicProvisioner(admin, connection).provision();
    }

    /** How soon the brokers let another node take over; asked where somebody needs it. */
    @Bean
    @Lazy
    public BrokerTimeouts brokerTimeouts(Admin admin, KafkaConnection connection) {
        return new BrokerTimeoutsReader(admin, connection).read();
    }
}
