package dev.millrace.ingest;

import dev.millrace.platform.PlatformConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** The webhook service as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, WebhookIngestConfiguration.class})
public class WebhookIngestApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(WebhookIngestApplication.class);
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        application.run(arguments);
    }
}
