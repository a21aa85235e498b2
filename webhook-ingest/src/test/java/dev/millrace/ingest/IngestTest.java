package dev.millrace.ingest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/** The service against a broker and a database of this JVM. All tests share one of it; each uses an organization of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {WebhookIngestApplication.class, IngestTestSystem.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"millrace.webhook.patience=3s", "millrace.kafka.partitions=2"})
@ContextConfiguration(initializers = IngestTestSystem.Infrastructure.class)
@interface IngestTest {}
