package dev.millrace.command.webhooksource;

import static dev.millrace.command.CommandFixtures.ISSUES;
import static dev.millrace.command.CommandFixtures.organization;
import static dev.millrace.command.processing.EntityFixture.NOON;
import static dev.millrace.schemas.ErrorCode.INVALID_REQUEST;
import static dev.millrace.schemas.ErrorCode.INVALID_SECRET;
import static dev.millrace.schemas.ErrorCode.WEBHOOK_SOURCE_EXISTS;
import static dev.millrace.schemas.ErrorCode.WEBHOOK_SOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.command.processing.EntityFixture;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.SignatureScheme;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.ChangeWebhookMappings;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.RegisterWebhookSource;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.RemoveWebhookSource;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.RotateWebhookSecret;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookMappingsChanged;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSecretRotated;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRegistered;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRemoved;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSourceTest {

    private static final WebhookSourceId GITHUB = new WebhookSourceId("github");
    private static final Mapping MAPPING = new Mapping("issues", ISSUES, "/issue/id", Map.of("title", "/issue/title"));

    private static RegisterWebhookSource register(String secret, Mapping... mappings) {
        return new RegisterWebhookSource(GITHUB, SignatureScheme.GITHUB, secret, List.of(mappings));
    }

    private static EntityFixture source() {
        return organization().given(register("sealed:1", MAPPING));
    }

    @Test
    void isRegisteredOnce() {
        // given
        var fixture = organization();
        // when
        var first = fixture.when(register("sealed:1", MAPPING));
        var second = fixture.when(register("sealed:1", MAPPING));
        // then
        assertThat(first.events())
                .containsExactly(
                        new WebhookSourceRegistered(GITHUB, SignatureScheme.GITHUB, "sealed:1", List.of(MAPPING)));
        assertThat(second.code()).isEqualTo(WEBHOOK_SOURCE_EXISTS);
    }

    @Test
    void neverTakesASecretInClearText() {
        // given
        var fixture = source();
        // when
        var rotated = fixture.when(new RotateWebhookSecret(GITHUB, "clear", null));
        // then
        assertThat(rotated.code()).isEqualTo(INVALID_SECRET);
    }

    @Test
    void takesASecretOfItsSchemeOnly() {
        // given
        var fixture = organization()
                .given(new RegisterWebhookSource(GITHUB, SignatureScheme.STANDARD, "sealed:v1:k:w:s", List.of()));
        // when
        var other = fixture.when(new RotateWebhookSecret(GITHUB, "sealed:v1:k:w:s:github", null));
        var own = fixture.when(new RotateWebhookSecret(GITHUB, "sealed:v1:k:w:s:github+standard", null));
        // then
        assertThat(other.code()).isEqualTo(INVALID_SECRET);
        assertThat(other.pointers()).containsExactly("/data/secret");
        assertThat(own.accepted()).isTrue();
    }

    @Test
    void acceptsTheOldSecretForADayUnlessToldOtherwise() {
        // given
        var fixture = source();
        // when
        var day = fixture.when(new RotateWebhookSecret(GITHUB, "sealed:2", null));
        var atOnce = fixture.when(new RotateWebhookSecret(GITHUB, "sealed:3", 0L));
        var negative = fixture.when(new RotateWebhookSecret(GITHUB, "sealed:4", -1L));
        // then
        assertThat(day.events())
                .containsExactly(new WebhookSecretRotated(GITHUB, "sealed:2", NOON.plus(Duration.ofDays(1))));
        assertThat(atOnce.events()).containsExactly(new WebhookSecretRotated(GITHUB, "sealed:3", NOON));
        assertThat(negative.code()).isEqualTo(INVALID_REQUEST);
        assertThat(negative.pointers()).containsExactly("/data/graceSeconds");
    }

    @Test
    void refusesMappingsThatPointNowhere() {
        // given
        var fixture = source();
        var bad = new Mapping("*", ISSUES, "issue", Map.of("a/b", "/~2"));
        // when
        var same = fixture.when(new ChangeWebhookMappings(GITHUB, List.of(MAPPING)));
        var refused = fixture.when(new ChangeWebhookMappings(GITHUB, List.of(bad)));
        var changed = fixture.when(new ChangeWebhookMappings(GITHUB, List.of()));
        // then
        assertThat(same.events()).isEmpty();
        assertThat(refused.pointers()).containsExactly("/data/mappings/0/row", "/data/mappings/0/fields/a~1b");
        assertThat(changed.events()).containsExactly(new WebhookMappingsChanged(GITHUB, List.of()));
    }

    @Test
    void isGoneOnceItIsRemoved() {
        // given
        var fixture = source();
        // when
        var removed = fixture.when(new RemoveWebhookSource(GITHUB));
        var again = fixture.when(new RemoveWebhookSource(GITHUB));
        var anew = fixture.when(register("sealed:9"), 0L);
        // then
        assertThat(removed.events()).containsExactly(new WebhookSourceRemoved(GITHUB));
        assertThat(again.code()).isEqualTo(WEBHOOK_SOURCE_NOT_FOUND);
        assertThat(anew.accepted()).isTrue();
    }
}
