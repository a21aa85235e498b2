package dev.millrace.ingest;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.command.Secrets;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import dev.millrace.platform.security.TestTokens;
import java.util.HashMap;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What the service needs around it in tests. */
@TestConfiguration(proxyBeanMethods = false)
class IngestTestSystem {

    /** 32 bytes; no secret, as it stands here. */
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Where Kafka and PostgreSQL are. */
    static final class Infrastructure implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var properties = new HashMap<>(SharedInfrastructure.properties());
            properties.put("millrace.security.issuer", TestTokens.ISSUER);
            properties.put("millrace.encryption.key", MASTER_KEY);
            TestPropertyValues.of(properties).applyTo(context);
        }
    }

    @Bean
    TestTokens testTokens() {
        return new TestTokens();
    }

    @Bean
    JWKSource<SecurityContext> testKeys(TestTokens tokens) {
        return tokens.keys();
    }

    @Bean
    TestLog testLog(KafkaConnection connection, ProvisionedTopics topics) {
        return new TestLog(connection, topics.partitions());
    }

    @Bean
    TestSources testSources(TestLog log, Secrets secrets) {
        return new TestSources(log, secrets);
    }
}
