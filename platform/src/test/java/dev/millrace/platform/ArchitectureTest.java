package dev.millrace.platform;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import dev.millrace.platform.conventions.ArchitectureConventions;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArchitectureTest implements ArchitectureConventions {

    @Override
    public String rootPackage() {
        return "dev.millrace.platform";
    }

    /** The contracts are checked from here, because they know nothing of the platform's tests. */
    @Nested
    class OfTheSchemas implements ArchitectureConventions {

        @Override
        public String rootPackage() {
            return "dev.millrace.schemas";
        }

        @Override
        public List<String> decidingPackages() {
            return List.of("dev.millrace.schemas");
        }

        @Override
        public Path compiled() {
            return Path.of("../schemas/target/classes");
        }

        /** The envelope of a delivery names its source by the source's own type; nothing else points from the envelopes to a feature. */
        @Override
        @Test
        public void hasNoPackageCycles() {
            slices().matching("dev.millrace.schemas.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .ignoreDependency(WebhookDelivery.class, WebhookSourceId.class)
                    .check(compiledClasses());
        }
    }
}
