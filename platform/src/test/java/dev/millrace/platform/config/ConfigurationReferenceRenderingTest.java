package dev.millrace.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigurationReferenceRenderingTest {

    private final ConfigurationMetadata metadata =
            ConfigurationMetadata.read(getClass().getClassLoader());
    private final ConfigurationReference reference = new ConfigurationReference(metadata);

    @Test
    void describesEveryProperty() {
        // when
        var page = reference.page();
        // then
        assertThat(page)
                .contains("| `MILLRACE_SECURITY_ISSUER` | address | **required** |")
                .contains("| `MILLRACE_SECURITY_CLOCK_SKEW` | duration | `30s` |")
                .contains("| `MILLRACE_LOG_FORMAT` | `json` or `text` | `json` |")
                .doesNotContain("{@");
        assertThat(metadata.properties()).allSatisfy(property -> {
            assertThat(page).contains("`" + property.environmentVariable() + "`");
            assertThat(property.description()).as(property.name()).isNotBlank();
        });
    }

    @Test
    void leavesOnlyRequiredOnesToBeSetInExample() {
        // when
        var example = reference.example();
        // then
        assertThat(example)
                .contains("\nMILLRACE_SECURITY_ISSUER=\n")
                .contains("\n#MILLRACE_WEB_MAX_BODY=2MB\n")
                .doesNotContain("{@");
    }
}
