package dev.millrace.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.deadletter.DeadLetterCommand.DiscardDeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterCommand.RetryDeadLetter;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.organization.OrganizationCommand.ChangeOrganizationSettings;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.organization.OrganizationCommand.RenameOrganization;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationCreated;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationRenamed;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationSettingsChanged;
import dev.millrace.schemas.row.RowCommand.DeleteRow;
import dev.millrace.schemas.row.RowCommand.PatchRow;
import dev.millrace.schemas.row.RowCommand.PutRow;
import dev.millrace.schemas.row.RowEvent.RowDeleted;
import dev.millrace.schemas.row.RowEvent.RowPatched;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableCommand.ChangeTableSchema;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableCommand.DropTable;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import dev.millrace.schemas.table.TableEvent.TableDropped;
import dev.millrace.schemas.table.TableEvent.TableSchemaChanged;
import dev.millrace.schemas.table.TableId;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every contract survives the mapper, and what the mapper writes satisfies the published schema. */
class ContractRoundTripTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final TableId TABLE = new TableId("issues");
    private static final RowId ROW = new RowId("a/b ~ü");
    private static final WebhookSourceId SOURCE = new WebhookSourceId("gh");
    private static final CommandId COMMAND = new CommandId(new UUID(1, 2));
    private static final JsonObject DATA = object("""
            {"z":1.50,"a":12345678901234567890.12345678901234567890,"n":null,"e":1E+3,"o":{"y":[1,{}]}}""");

    @ParameterizedTest
    @MethodSource("commands")
    void readsACommandAsItWasWritten(DomainCommand command) {
        // when
        var json = Json.MAPPER.writeValueAsBytes(command);
        // then
        assertThat(Json.MAPPER.readValue(json, command.getClass())).isEqualTo(command);
        var type = Catalogue.commandTypeOf(command.getClass());
        requireValid("/schemas/command/%s.v%d.json".formatted(type.value(), type.version()), json);
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsAnEventAsItWasWritten(DomainEvent event) {
        // when
        var json = Json.MAPPER.writeValueAsBytes(event);
        // then
        assertThat(Json.MAPPER.readValue(json, event.getClass())).isEqualTo(event);
        var type = Catalogue.typeOf(event.getClass());
        requireValid("/schemas/event/%s.v%d.json".formatted(type.value(), type.version()), json);
    }

    @Test
    void hasAnExampleOfEveryContract() {
        // when
        var commands = commands().<Class<?>>map(Object::getClass).distinct();
        var events = events().<Class<?>>map(Object::getClass).distinct();
        // then
        assertThat(commands)
                .containsExactlyInAnyOrderElementsOf(Catalogue.commands().values());
        assertThat(events)
                .containsExactlyInAnyOrderElementsOf(Catalogue.events().values());
    }

    @Test
    void keepsEveryDigitAndTheOrderOfMembers() {
        // given
        var json = "{\"table\":\"issues\",\"row\":\"1\",\"data\":%s}".formatted(DATA.node());
        // when
        var event = Json.MAPPER.readValue(json, RowWritten.class);
        // then
        assertThat(Json.MAPPER.writeValueAsString(event)).isEqualTo(json);
        assertThat(json).contains("\"z\":1.50,\"a\":12345678901234567890.12345678901234567890");
    }

    @Test
    void bearsAMemberThatALaterReleaseAdded() {
        // when
        var event = Json.MAPPER.readValue("{\"name\":\"Acme\",\"colour\":\"red\"}", OrganizationCreated.class);
        // then
        assertThat(event).isEqualTo(new OrganizationCreated("Acme"));
    }

    static Stream<DomainCommand> commands() {
        return Stream.of(
                new CreateOrganization("Acme"),
                new RenameOrganization("Acme & Söhne"),
                new ChangeOrganizationSettings(DATA),
                new DefineTable(TABLE, "Issues", DATA),
                new DefineTable(TABLE, null, null),
                new ChangeTableSchema(TABLE, DATA, true),
                new DropTable(TABLE),
                new PutRow(TABLE, ROW, DATA),
                new PatchRow(TABLE, ROW, DATA),
                new DeleteRow(TABLE, ROW),
                new RegisterWebhookSource(SOURCE, SignatureScheme.GITHUB, "s", mappings()),
                new RegisterWebhookSource(SOURCE, SignatureScheme.STANDARD, "s", null),
                new RotateWebhookSecret(SOURCE, "s", 60L),
                new ChangeWebhookMappings(SOURCE, mappings()),
                new RemoveWebhookSource(SOURCE),
                new RetryDeadLetter(COMMAND),
                new DiscardDeadLetter(COMMAND));
    }

    static Stream<DomainEvent> events() {
        return Stream.of(
                new OrganizationCreated("Acme"),
                new OrganizationRenamed("Acme & Söhne"),
                new OrganizationSettingsChanged(DATA),
                new TableDefined(TABLE, "Issues", DATA),
                new TableSchemaChanged(TABLE, DATA),
                new TableDropped(TABLE),
                new RowWritten(TABLE, ROW, DATA),
                new RowPatched(TABLE, ROW, DATA, DATA),
                new RowDeleted(TABLE, ROW),
                new WebhookSourceRegistered(SOURCE, SignatureScheme.GITHUB, "sealed:v1:a:b:c", mappings()),
                new WebhookSecretRotated(SOURCE, "sealed:v1:a:b:c", Instant.parse("2026-01-01T12:00:00.120Z")),
                new WebhookMappingsChanged(SOURCE, mappings()),
                new WebhookSourceRemoved(SOURCE));
    }

    private static List<Mapping> mappings() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("title", "/issue/title");
        fields.put("a", "/a~1b/0");
        return List.of(new Mapping("issues", TABLE, "/issue/id", fields), new Mapping("*", TABLE, "/id", null));
    }

    private static void requireValid(String resource, byte[] json) {
        var schema = SCHEMAS.getSchema(Json.MAPPER.readTree(Catalogue.class.getResourceAsStream(resource)));
        JsonNode tree = Json.MAPPER.readTree(json);
        assertThat(schema.validate(tree)).as(resource).isEmpty();
    }

    private static JsonObject object(String json) {
        return new JsonObject((ObjectNode) Json.MAPPER.readTree(json));
    }
}
