package dev.millrace.ingest;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Configuration;

class ArchitectureTest {

    private final JavaClasses classes =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.millrace.ingest");

    @Test
    void stagesFormNoCycle() {
        slices().matching("dev.millrace.ingest.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void meetsOtherServicesOnTopicsOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.millrace.command..",
                        "dev.millrace.query..",
                        "dev.millrace.gateway..",
                        "dev.millrace.standalone..",
                        "dev.millrace.embedded..")
                .check(classes);
    }

    @Test
    void verificationKnowsNeitherStoreNorWeb() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.signature..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "org.apache.kafka..", "jakarta..")
                .check(classes);
    }

    @Test
    void onlyTheDoorsKnowHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ingest.endpoint..", "..ingest.review..", "dev.millrace.ingest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..")
                .check(classes);
    }

    @Test
    void hasNoStaticState() {
        fields().that().areStatic().should().beFinal().check(classes);
    }

    @Test
    void readsJsonWithTheSharedMapper() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.google.common..", "org.apache.commons..")
                .check(classes);
    }

    @Test
    void isClosedAgainstInheritance() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotAnnotatedWith(Configuration.class)
                .and()
                .areNotAnnotatedWith(SpringBootConfiguration.class)
                .and()
                .areNotEnums()
                .and()
                .areTopLevelClasses()
                .should()
                .haveModifier(FINAL)
                .check(classes);
    }
}
