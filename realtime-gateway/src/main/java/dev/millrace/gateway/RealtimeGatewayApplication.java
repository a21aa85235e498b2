package dev.millrace.gateway;

import dev.millrace.platform.PlatformConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** The gateway as a process of its own. Its HTTP port serves health and metrics, its socket port the stream. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, RealtimeGatewayConfiguration.class})
public class RealtimeGatewayApplication {

    /** Starts the process. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(RealtimeGatewayApplication.class);
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        application.run(arguments);
    }
}
