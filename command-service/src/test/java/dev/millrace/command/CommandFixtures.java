package dev.millrace.command;

import dev.millrace.command.jsonschema.RowValidation;
import dev.millrace.command.jsonschema.SchemaCheck;
import dev.millrace.command.organization.OrganizationExists;
import dev.millrace.command.processing.EntityFixture;
import dev.millrace.command.processing.EntityRuntime;
import dev.millrace.command.processing.EntityScan;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The entities of this service, ready to be asked. */
public final class CommandFixtures {

    public static final TableId ISSUES = new TableId("issues");
    public static final RowId FIRST = new RowId("1");

    private CommandFixtures() {}

    /** The runtime as it runs in production, with whatever is to be tried beside it. */
    public static EntityRuntime runtime(Object... more) {
        var collaborators =
                new ArrayList<Object>(List.of(new OrganizationExists(), new SchemaCheck(), new RowValidation()));
        collaborators.addAll(List.of(more));
        return new EntityRuntime(EntityScan.in("dev.millrace.command"), collaborators);
    }

    /** Nothing exists yet. */
    public static EntityFixture nothing() {
        return new EntityFixture(runtime());
    }

    /** The organization exists. */
    public static EntityFixture organization() {
        return nothing().given(new CreateOrganization("Acme"));
    }

    /** The organization and a table {@link #ISSUES} exist. */
    public static EntityFixture table(String schema) {
        return organization().given(new DefineTable(ISSUES, "Issues", json(schema)));
    }

    /** A JSON object; single quotes stand for double ones. */
    public static JsonObject json(String text) {
        return new JsonObject((ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"')));
    }
}
