package dev.millrace.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.millrace.platform.conventions.ArchitectureConventions;
import org.junit.jupiter.api.Test;

final class ArchitectureTest implements ArchitectureConventions {

    @Override
    public String rootPackage() {
        return "dev.millrace.gateway";
    }

    @Test
    void theJoinKnowsNeitherNettyNorKafkaNorSpring() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(rootPackage());
        noClasses()
                .that()
                .resideInAnyPackage("..gateway.subscription..", "..gateway.history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "org.apache.kafka..", "org.springframework..")
                .check(classes);
    }
}
