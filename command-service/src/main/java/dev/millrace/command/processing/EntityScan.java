package dev.millrace.command.processing;

import java.util.Comparator;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Finds the entities, so that a new one needs no entry in a list. */
public final class EntityScan {

    private EntityScan() {}

    /** The entity classes of a package and those below it, in the order of their names. */
    public static List<Class<?>> in(String basePackage) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(EventSourcedEntity.class));
        return scanner.findCandidateComponents(basePackage).stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(
                        String.valueOf(found.getBeanClassName()), EntityScan.class.getClassLoader()))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }
}
