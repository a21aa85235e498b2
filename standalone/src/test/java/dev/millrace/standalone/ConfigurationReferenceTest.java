package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.config.ConfigurationMetadata;
import dev.millrace.platform.config.ConfigurationReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the reference of the configuration in step with the properties records. Run with {@code -Dconfiguration.update} to write the files anew.
 */
class ConfigurationReferenceTest {

    private static final Path ROOT = Path.of("..");

    private final ConfigurationReference reference =
            new ConfigurationReference(ConfigurationMetadata.read(getClass().getClassLoader()));

    @Test
    void pageIsInStepWithCode() throws IOException {
        assertInStep(ROOT.resolve("docs/configuration.md"), reference.page());
    }

    @Test
    void exampleFileIsInStepWithCode() throws IOException {
        assertInStep(ROOT.resolve("infra/millrace.env.example"), reference.example());
    }

    private static void assertInStep(Path file, String generated) throws IOException {
        if (System.getProperty("configuration.update") != null) {
            Files.writeString(file, generated);
        }
        assertThat(file)
                .as("run this test with -Dconfiguration.update to write it anew")
                .hasContent(generated);
    }
}
