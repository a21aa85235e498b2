package dev.millrace.command;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.junit.jupiter.api.Test;

/** What this module's packages may know of each other, and why. */
class ArchitectureTest {

    private static final String MACHINERY = "dev.millrace.command.processing..";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.millrace.command");

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
    void entitiesDecideWithoutClockChanceOrInfrastructure() {
        noClasses()
                .that()
                .areAnnotatedWith(EventSourcedEntity.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.springframework..", "java.util.concurrent..", "java.net..")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
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

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("dev.millrace.command.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
