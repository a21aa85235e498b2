package dev.millrace.platform.config;

import jakarta.validation.Validation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Binds every {@code millrace.*} record of the process on trial before the first bean is made. Without it the first wrong property would end the start, and people
 * would find the second one only after they corrected the first. Found through {@code META-INF/spring.factories}.
 */
public final class ConfigurationCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationCheck.class);
    private static final String PREFIX = "millrace";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(factory -> check(factory, context.getEnvironment()));
    }

    private static void check(ConfigurableListableBeanFactory factory, ConfigurableEnvironment environment) {
        var unknown = new UnknownProperties(ConfigurationMetadata.read(classLoader(factory))).in(environment);
        var problems = problems(factory, environment);
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems, unknown);
        }
        unknown.forEach(sentence -> LOG.atWarn().log(sentence));
    }

    private static List<String> problems(ConfigurableListableBeanFactory factory, ConfigurableEnvironment environment) {
        try (var validators = Validation.buildDefaultValidatorFactory()) {
            var binding =
                    new RecordBinding(Binder.get(environment), new SpringValidatorAdapter(validators.getValidator()));
            var problems = new ArrayList<String>();
            for (var name : factory.getBeanDefinitionNames()) {
                var type = factory.getType(name, false);
                var properties = type == null
                        ? null
                        : AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
                if (type != null && properties != null && properties.prefix().startsWith(PREFIX)) {
                    problems.addAll(binding.problems(properties.prefix(), type));
                }
            }
            return problems;
        }
    }

    private static ClassLoader classLoader(ConfigurableListableBeanFactory factory) {
        var loader = factory.getBeanClassLoader();
        return loader == null ? ConfigurationCheck.class.getClassLoader() : loader;
    }
}
