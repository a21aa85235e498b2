package dev.millrace.query;

import dev.millrace.platform.PlatformConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** The read side as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, QueryServiceConfiguration.class})
public class QueryServiceApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(QueryServiceApplication.class);
        application.setBeanNameGenerator(new FullyQualifiedAnnotationBeanNameGenerator());
        application.run(arguments);
    }
}
