package dev.millrace.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.gateway");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.millrace.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theJoinKnowsNeitherNettyNorKafkaNorSpring() {
        noClasses()
                .that()
                .resideInAnyPackage("..gateway.subscription..", "..gateway.history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "org.apache.kafka..", "org.springframework..")
                .check(CLASSES);
    }

    @Test
    void otherServicesAreMetOnTopicsAndHttpOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.millrace.command..", "dev.millrace.query..", "dev.millrace.ingest..")
                .check(CLASSES);
    }

    @Test
    void nothingIsSharedThroughStaticFields() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    @Test
    void jacksonIsTheThird() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.google.common..", "org.apache.commons..")
                .check(CLASSES);
    }
}
