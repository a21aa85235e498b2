package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.Provider.Answer;
import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.ingest.delivery.Purge;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestTest
class ListingIT {

    private final Provider provider;
    private final TestSources sources;
    private final TestDeliveries deliveries;
    private final TestTokens tokens;
    private final Purge purge;

    @Autowired
    ListingIT(@LocalServerPort int port, TestSources sources, DataSource dataSource, TestTokens tokens, Purge purge) {
        this.provider = new Provider(port);
        this.sources = sources;
        this.deliveries = new TestDeliveries(dataSource);
        this.tokens = tokens;
        this.purge = purge;
    }

    @Test
    void listsNewestFirstPageByPage() {
        // given
        var source = registered();
        for (int i = 1; i <= 5; i++) {
            provider.github(source, "d-" + i, "push", "{}");
        }
        var seen = new ArrayList<String>();
        // when
        var next = "";
        int pages = 0;
        do {
            var page = list(source, "?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .json();
            page.path("deliveries")
                    .forEach(each -> seen.add(each.path("delivery").asString()));
            next = page.path("next").asString("");
            pages++;
        } while (!next.isEmpty());
        // then
        assertThat(seen).containsExactly("d-5", "d-4", "d-3", "d-2", "d-1");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void filtersBySourceAndState() {
        // given
        var source = registered();
        var other = new TestSource(source.organization(), new WebhookSourceId("hub2"), source.scheme(), "other");
        sources.register(other);
        provider.github(source, "d-1", "push", "{}");
        provider.github(other, "d-2", "push", "{}");
        deliveries.awaitState(source, "d-1", DeliveryState.UNMAPPED);
        deliveries.awaitState(other, "d-2", DeliveryState.UNMAPPED);
        // when
        var ofOther = list(source, "?source=hub2&state=unmapped");
        var failed = list(source, "?state=failed");
        // then
        assertThat(ofOther.json().path("deliveries")).hasSize(1);
        assertThat(ofOther.json().path("deliveries").get(0).path("delivery").asString())
                .isEqualTo("d-2");
        assertThat(failed.json().path("deliveries")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, INVALID_PARAMETER",
        "?limit=501, INVALID_PARAMETER",
        "?limit=x, INVALID_PARAMETER",
        "?limit=, INVALID_PARAMETER",
        "?limit=+5, INVALID_PARAMETER",
        "?limit=%2B5, INVALID_PARAMETER",
        "?limit=1&limit=2, INVALID_PARAMETER",
        "?state=lost, INVALID_PARAMETER",
        "?source=-, INVALID_ID",
        "?cursor=-1, INVALID_CURSOR",
        "/hub/%00, INVALID_REQUEST",
        "/hub/a%2Fb, NOT_FOUND",
        "/hub/%F0%9F%92%A9, NOT_FOUND",
        "/hub/nothing, NOT_FOUND",
    })
    void refusesWhatCannotBe(String rest, String code) {
        // given
        var source = registered();
        // when
        var answer = list(source, rest);
        // then
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    }

    @Test
    void isOnlyForThoseWhoseTokenCoversTheOrganization() {
        // given
        var source = registered();
        var path = "/v1/organizations/%s/webhook-deliveries".formatted(source.organization());
        // when
        var foreign = provider.get(path, Map.of("authorization", tokens.bearer("other")));
        var anonymous = provider.get(path, Map.of());
        // then
        assertThat(foreign.code()).isEqualTo("FORBIDDEN");
        assertThat(anonymous.code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void forgetsWhatIsOlderThanTheRetention() {
        // given
        var source = registered();
        provider.github(source, "old", "push", "{}");
        provider.github(source, "new", "push", "{}");
        deliveries.awaitState(source, "old", DeliveryState.UNMAPPED);
        age(source, "old", Duration.ofDays(31));
        // when
        purge.run();
        // then
        assertThat(deliveries.state(source, "old")).isEqualTo("none");
        assertThat(deliveries.state(source, "new")).isNotEqualTo("none");
    }

    @Test
    void remembersWhatWaitsForAnOperator() {
        // given
        var source = TestSource.github();
        sources.register(source, new Mapping("*", new TableId("all"), "/nowhere", null));
        provider.github(source, "old", "push", "{}");
        deliveries.awaitState(source, "old", DeliveryState.FAILED);
        age(source, "old", Duration.ofDays(31));
        // when
        purge.run();
        // then
        assertThat(deliveries.state(source, "old")).isEqualTo("failed");
    }

    private void age(TestSource source, String id, Duration age) {
        deliveries
                .jdbc()
                .sql("""
                update ingest.delivery set received_at = received_at - make_interval(secs => ?)
                where organization = ? and delivery_id = ?""")
                .params((double) age.toSeconds(), source.organization().value(), id)
                .update();
    }

    private TestSource registered() {
        var source = TestSource.github();
        sources.register(source);
        return source;
    }

    private Answer list(TestSource source, String rest) {
        return provider.get(
                "/v1/organizations/%s/webhook-deliveries%s".formatted(source.organization(), rest),
                Map.of("authorization", tokens.bearer(source.organization().value())));
    }
}
