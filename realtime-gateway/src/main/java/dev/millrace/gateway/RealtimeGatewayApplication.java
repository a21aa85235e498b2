package dev.millrace.gateway;

import dev.millrace.platform.PlatformConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** The gateway as a process of its own. Its HTTP port serves health and metrics, its socket port the stream. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, RealtimeGatewayConfiguration.class})
public class RealtimeGatewayApplication {

    /** Starts the process. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(RealtimeGatewayApplication.class)
                .web(WebApplicationType.SERVLET)
                .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
                .run(arguments);
    }
}
