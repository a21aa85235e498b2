package dev.millrace.command;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.millrace.platform.conventions.ArchitectureConventions;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.junit.jupiter.api.Test;

/** What this module's packages may know of each other, and why. */
class ArchitectureTest implements ArchitectureConventions {

    private static final String MACHINERY = "dev.millrace.command.processing..";

    private final JavaClasses classes = compiledClasses();

    @Override
    public String rootPackage() {
        return "dev.millrace.command";
    }

    @Override
    public List<String> decidingPackages() {
        return List.of(
                "dev.millrace.command.json",
                "dev.millrace.command.jsonschema",
                "dev.millrace.command.organization",
                "dev.millrace.command.row",
                "dev.millrace.command.table",
                "dev.millrace.command.webhooksource");
    }

    @Test
    void machineryKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage(MACHINERY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.millrace.command.organization..",
                        "dev.millrace.command.table..",
                        "dev.millrace.command.row..",
                        "dev.millrace.command.webhooksource..",
                        "dev.millrace.command.intake..")
                .because("a new feature is a new package beside it; nothing in the machinery is touched")
                .check(classes);
    }

    @Test
    void intakeKnowsNoProcessing() {
        noClasses()
                .that()
                .resideInAPackage("dev.millrace.command.intake..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(MACHINERY)
                .because("the door and the processor meet on the topic and may run in different processes")
                .check(classes);
    }

    @Test
    void axonIsSeenByEntitiesAndTheirRuntimeOnly() {
        noClasses()
                .that()
                .areNotAnnotatedWith(EventSourcedEntity.class)
                .and(
                        not(
                                nameMatching(
                                        ".*\\.(EntityRuntime|EntityModel|EntityScan|EntityHandlers|DecisionContext|HandlerParameters)(\\$.*)?")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .because("another programming model for entities must be a change in one place")
                .check(classes);
    }

    @Test
    void processorApiIsSeenByTheProcessorOnly() {
        noClasses()
                .that(not(nameMatching(".*\\.(CommandProcessor|CommandTopology)(\\$.*)?")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.streams.processor.api.."))
                .because("deciding is tested without Kafka Streams")
                .check(classes);
    }

    @Test
    void entitiesDecideWithoutInfrastructure() {
        noClasses()
                .that()
                .areAnnotatedWith(EventSourcedEntity.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.springframework..", "java.util.concurrent..", "java.net..")
                .because("the same command must decide the same on every node and on every replay")
                .check(classes);
    }

    @Test
    void entitiesAreImmutableAndHidden() {
        classes()
                .that()
                .areAnnotatedWith(EventSourcedEntity.class)
                .should()
                .beRecords()
                .andShould()
                .bePackagePrivate()
                .because("others ask for what they may know, and nobody changes state outside an event")
                .check(classes);
    }
}
