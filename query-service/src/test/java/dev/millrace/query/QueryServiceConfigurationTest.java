package dev.millrace.query;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.query.event.EventLogProjection;
import dev.millrace.query.organization.OrganizationProjection;
import dev.millrace.query.projection.FeatureProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryServiceConfigurationTest {

    @Test
    void projectsTheEventsOfEveryRoot() {
        assertThatCode(() -> QueryServiceConfiguration.projections(QuerySchema.LIVE, (_, _) -> {}))
                .doesNotThrowAnyException();
    }

    @Test
    void doesNotStartWithARootThatNoFeatureProjects() {
        // given
        var withoutTables = List.of(new EventLogProjection(), new OrganizationProjection());
        // then
        assertThatThrownBy(() -> FeatureProjection.requireEach(Catalogue.eventRoots(), List.copyOf(withoutTables)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TableEvent")
                .hasMessageContaining("RowEvent");
    }
}
