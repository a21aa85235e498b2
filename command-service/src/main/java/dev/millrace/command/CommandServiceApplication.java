package dev.millrace.command;

import dev.millrace.platform.PlatformConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** Command-service as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, CommandServiceConfiguration.class})
public class CommandServiceApplication {

    /** Starts the service. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(CommandServiceApplication.class);
        application.setBeanNameGenerator(new FullyQualifiedAnnotationBeanNameGenerator());
        application.run(arguments);
    }
}
