package dev.millrace.platform.conventions;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.platform.projection.RecordProjection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.ComponentScan;

/**
 * The house rules, for every module: its {@code ArchitectureTest} implements this and says where it lives.
 *
 * <pre>{@code
 * class ArchitectureTest implements ArchitectureConventions {
 *     @Override
 *     public String rootPackage() {
 *         return "dev.millrace.query";
 *     }
 * }
 * }</pre>
 */
public interface ArchitectureConventions {

    /** The services' packages; each is a stranger to the others. */
    Set<String> SERVICES =
            Set.of("dev.millrace.command", "dev.millrace.query", "dev.millrace.ingest", "dev.millrace.gateway");

    /** The package that all of the module lies in. */
    String rootPackage();

    /** Packages in which something is decided that must come out the same on every replay. */
    default List<String> decidingPackages() {
        return List.of();
    }

    /** Types of which the same holds wherever they are; projections of records are always among them. */
    default List<Class<?>> decidingTypes() {
        return List.of();
    }

    /** Where the module's compiled classes are. */
    default Path compiled() {
        return Path.of("target/classes");
    }

    @Test
    default void injectsThroughConstructors() {
        check(noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .because("a class says in its constructor what it needs, and its fields are final"));
    }

    @Test
    default void listsItsBeansInsteadOfScanning() {
        check(
                noClasses()
                        .should()
                        .beAnnotatedWith(ComponentScan.class)
                        .orShould()
                        .beAnnotatedWith(SpringBootApplication.class)
                        .because(
                                "what a process consists of stands in its configuration class, and nothing joins by lying around"));
    }

    @Test
    default void hasNoStaticState() {
        check(fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("several services share one process, and several tests one JVM"));
    }

    @Test
    default void keepsOptionalOutOfFields() {
        check(noFields().should().haveRawType(Optional.class).because("Optional is an answer, not a state"));
    }

    @Test
    default void usesTheOneJsonLibraryAndNoGrabBags() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.fasterxml.jackson.databind..",
                        "com.fasterxml.jackson.core..",
                        "com.google.common..",
                        "org.apache.commons.lang..",
                        "org.apache.commons.lang3..",
                        "org.apache.commons.collections..",
                        "org.apache.commons.io..",
                        "org.apache.commons.text..",
                        "org.apache.kafka.shaded..")
                .because("Jackson 3 and the JDK do it; what other libraries drag in may leave again with them"));
    }

    @Test
    default void logsThroughSlf4j() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.logging..")
                .because("one logger, one format, one place where secrets are blanked out"));
    }

    @Test
    default void waitsForConditionsInsteadOfSleeping() {
        check(noClasses()
                .should()
                .callMethodWhere(target(isMethod("java.lang.Thread", "sleep")))
                .because("a sleep is too long or too short, and cannot be ended"));
    }

    @Test
    default void decidesWithoutClockRandomOrEnvironment() {
        check(noClasses()
                .that(decide())
                .should()
                .callMethodWhere(target(isUnrepeatable()))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.random..", "java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .because("a replay must come to the same bytes: time and ids come with the message"));
    }

    @Test
    default void namesThingsForWhatTheyAre() {
        check(classes()
                .should()
                .haveNameNotMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)$")
                .andShould()
                .haveNameNotMatching(".*\\.(Base|Abstract)[A-Z][A-Za-z]*$")
                .because("such a name says that nobody knows what it is for"));
    }

    @Test
    default void hasNoPackageCycles() {
        check(slices().matching(rootPackage() + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages that need each other are one package"));
    }

    @Test
    default void leavesOtherServicesAlone() {
        var others = SERVICES.stream()
                .filter(service -> SERVICES.contains(rootPackage()) && !service.equals(rootPackage()))
                .map(service -> service + "..")
                .toArray(String[]::new);
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("services meet on topics and HTTP, not in Java"));
    }

    @Test
    default void saysWhereNullMayBe() {
        // when
        var unmarked = new TreeSet<String>();
        for (var type : compiledClasses()) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        // then
        assertThat(unmarked)
                .as("packages without @NullMarked in their package-info")
                .isEmpty();
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(compiledClasses());
    }

    /** The module's classes, read once for all rules. */
    default JavaClasses compiledClasses() {
        return ImportedClasses.of(compiled());
    }

    private DescribedPredicate<JavaClass> decide() {
        var packages = decidingPackages();
        var types = decidingTypes();
        return describe(
                "decide",
                type -> type.isAssignableTo(RecordProjection.class)
                        || types.stream().anyMatch(type::isAssignableTo)
                        || packages.stream()
                                .anyMatch(name -> type.getPackageName().equals(name)
                                        || type.getPackageName().startsWith(name + ".")));
    }

    private static DescribedPredicate<AccessTarget> isMethod(String owner, String name) {
        return describe(
                owner + "." + name,
                called -> called.getName().equals(name)
                        && called.getOwner().getName().equals(owner));
    }

    private static DescribedPredicate<AccessTarget> isUnrepeatable() {
        return describe("that answer differently each time", called -> {
            var owner = called.getOwner().getName();
            var name = called.getName();
            return switch (name) {
                case "now" -> owner.startsWith("java.time.");
                case "instant", "millis" -> owner.equals("java.time.Clock") || owner.equals("java.time.InstantSource");
                case "currentTimeMillis", "nanoTime", "getenv", "getProperty" -> owner.equals("java.lang.System");
                case "randomUUID" -> owner.equals("java.util.UUID");
                case "random" -> owner.equals("java.lang.Math");
                case "getDefault" -> owner.equals("java.util.Locale") || owner.equals("java.util.TimeZone");
                case "systemDefault" -> owner.equals("java.time.ZoneId");
                default -> false;
            };
        });
    }
}
