package dev.millrace.ingest;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.millrace.platform.conventions.ArchitectureConventions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Configuration;

class ArchitectureTest implements ArchitectureConventions {

    @Override
    public String rootPackage() {
        return "dev.millrace.ingest";
    }

    @Test
    void knowsNothingOfHowItIsStarted() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.millrace.standalone..", "dev.millrace.embedded..")
                .check(compiledClasses());
    }

    @Test
    void verificationKnowsNeitherStoreNorWeb() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.signature..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "org.apache.kafka..", "jakarta..")
                .check(compiledClasses());
    }

    @Test
    void onlyTheDoorsKnowHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ingest.endpoint..", "..ingest.review..", "dev.millrace.ingest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..")
                .check(compiledClasses());
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
                .check(compiledClasses());
    }
}
