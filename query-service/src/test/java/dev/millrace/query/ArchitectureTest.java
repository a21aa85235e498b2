package dev.millrace.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.millrace.platform.conventions.ArchitectureConventions;
import dev.millrace.query.projection.FeatureProjection;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What this module's packages may know of each other, and why. */
class ArchitectureTest implements ArchitectureConventions {

    private static final String[] FEATURES = {
        "dev.millrace.query.deadletter..",
        "dev.millrace.query.event..",
        "dev.millrace.query.organization..",
        "dev.millrace.query.outcome..",
        "dev.millrace.query.row..",
        "dev.millrace.query.table.."
    };

    @Override
    public String rootPackage() {
        return "dev.millrace.query";
    }

    @Override
    public List<String> decidingPackages() {
        return List.of("dev.millrace.query.projection");
    }

    @Override
    public List<Class<?>> decidingTypes() {
        return List.of(FeatureProjection.class, FeatureProjection.Changes.class);
    }

    @Test
    void machineryKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.millrace.query.projection..", "dev.millrace.query.read..", "dev.millrace.query.rebuild..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FEATURES)
                .because("a feature is added without touching the machinery")
                .check(compiledClasses());
    }

    @Test
    void readsGoThroughTheReadSide() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DataSource.class)
                .because("the snapshot binds every query to one organization")
                .check(compiledClasses());
    }
}
