package dev.millrace.command.organization;

import static dev.millrace.command.CommandFixtures.json;
import static dev.millrace.command.CommandFixtures.nothing;
import static dev.millrace.command.CommandFixtures.organization;
import static dev.millrace.schemas.ErrorCode.ORGANIZATION_EXISTS;
import static dev.millrace.schemas.ErrorCode.ORGANIZATION_NOT_FOUND;
import static dev.millrace.schemas.ErrorCode.VERSION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.organization.OrganizationCommand.ChangeOrganizationSettings;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.organization.OrganizationCommand.RenameOrganization;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationCreated;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationRenamed;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationSettingsChanged;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableId;
import org.junit.jupiter.api.Test;

class OrganizationTest {

    @Test
    void isCreatedOnce() {
        // given
        var fixture = nothing();
        // when
        var first = fixture.when(new CreateOrganization("Acme"));
        var second = fixture.when(new CreateOrganization("Acme"));
        // then
        assertThat(first.events()).containsExactly(new OrganizationCreated("Acme"));
        assertThat(second.code()).isEqualTo(ORGANIZATION_EXISTS);
    }

    @Test
    void isNeededForEverythingElse() {
        // given
        var fixture = nothing();
        // when
        var rename = fixture.when(new RenameOrganization("Acme"));
        var define = fixture.when(new DefineTable(new TableId("issues"), null, null));
        // then
        assertThat(rename.code()).isEqualTo(ORGANIZATION_NOT_FOUND);
        assertThat(define.code()).isEqualTo(ORGANIZATION_NOT_FOUND);
    }

    @Test
    void renamesOnlyToAnotherName() {
        // given
        var fixture = organization();
        // when
        var same = fixture.when(new RenameOrganization("Acme"));
        var other = fixture.when(new RenameOrganization("Ajax"));
        // then
        assertThat(same.accepted()).isTrue();
        assertThat(same.events()).isEmpty();
        assertThat(other.events()).containsExactly(new OrganizationRenamed("Ajax"));
    }

    @Test
    void mergesSettings() {
        // given
        var fixture = organization().given(new ChangeOrganizationSettings(json("{'a':{'x':1,'y':2},'b':1.50}")));
        // when
        var changed = fixture.when(new ChangeOrganizationSettings(json("{'a':{'x':null},'c':true}")));
        var unchanged = fixture.when(new ChangeOrganizationSettings(json("{'c':true,'nothing':null}")));
        // then
        assertThat(changed.events())
                .containsExactly(new OrganizationSettingsChanged(json("{'a':{'y':2},'b':1.50,'c':true}")));
        assertThat(unchanged.events()).isEmpty();
    }

    @Test
    void refusesAnotherVersionThanExpected() {
        // given
        var fixture = organization();
        // when
        var stale = fixture.when(new RenameOrganization("Ajax"), 0L);
        var fresh = fixture.when(new RenameOrganization("Ajax"), 1L);
        // then
        assertThat(stale.code()).isEqualTo(VERSION_CONFLICT);
        assertThat(fresh.accepted()).isTrue();
        assertThat(fresh.records().getFirst().entityVersion()).isEqualTo(2);
    }
}
