package dev.millrace.platform.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ApiDocumentsTest {

    private final ApiDocuments documents = new ApiDocuments();
    private final JsonNode openApi = Json.MAPPER.readTree(documents.openApi());
    private final JsonNode asyncApi = Json.MAPPER.readTree(documents.asyncApi());

    @ParameterizedTest
    @ValueSource(strings = {"openapi", "asyncapi"})
    void pointsAtNothingThatIsMissing(String which) {
        // given
        var document = which.equals("openapi") ? openApi : asyncApi;
        // when
        var references = document.findValues("$ref").stream()
                .map(JsonNode::asString)
                .filter(reference -> reference.startsWith("#/"))
                .toList();
        // then
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void tellsCommandsApartAsEachStandardWants() {
        assertThat(openApi.at("/components/schemas/Command/discriminator/propertyName")
                        .asString())
                .isEqualTo("type");
        assertThat(asyncApi.at("/components/schemas/Command/discriminator").stringValue())
                .isEqualTo("type");
    }

    /** An unquoted comma ends a value in YAML, and what follows becomes a member without one. */
    @ParameterizedTest
    @ValueSource(strings = {"openapi", "asyncapi"})
    void hasNoMemberWithoutValue(String which) {
        // given
        var document = which.equals("openapi") ? openApi : asyncApi;
        // when
        var values = new ArrayDeque<JsonNode>(List.of(document));
        // then
        while (!values.isEmpty()) {
            var value = values.remove();
            value.properties()
                    .forEach(member -> assertThat(member.getValue().isNull())
                            .as(member.getKey())
                            .isFalse());
            value.forEach(values::add);
        }
    }

    @Test
    void describesEveryCommandEventCodeAndTopic() {
        var schemas = openApi.at("/components/schemas");
        assertThat(schemas.at("/Command/discriminator/mapping").propertyNames())
                .containsExactlyElementsOf(Catalogue.commands().keySet());
        assertThat(texts(schemas.at("/EventType/enum")))
                .containsExactlyElementsOf(Catalogue.events().keySet());
        assertThat(texts(schemas.at("/ErrorCode/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
        assertThat(asyncApi.at("/channels")
                        .valueStream()
                        .map(channel -> channel.path("address").asString()))
                .containsAll(Topics.all().stream().map(Topic::name).toList());
    }

    @Test
    void givesEveryOperationNameTagAndAnswers() {
        var names = new ArrayList<String>();
        openApi.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    names.add(operation.path("operationId").asString());
                    assertThat(operation.path("summary").asString()).isNotBlank();
                    assertThat(operation.path("tags").size()).isEqualTo(1);
                    assertThat(operation.path("responses").size()).isPositive();
                }));
        assertThat(names).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void givesExamplesThatSatisfyTheirSchemas() {
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    check(path.getKey(), operation.at("/requestBody/content"));
                    operation.path("responses").forEach(response -> check(path.getKey(), response.path("content")));
                }));
        openApi.at("/components/responses")
                .properties()
                .forEach(it -> check(it.getKey(), it.getValue().path("content")));
        asyncApi.at("/components/messages")
                .properties()
                .forEach(message -> message.getValue()
                        .path("examples")
                        .forEach(example -> assertValid(
                                message.getKey(),
                                asyncApi,
                                message.getValue().path("payload"),
                                example.path("payload"))));
    }

    private void check(String where, JsonNode content) {
        content.forEach(media -> {
            if (media.path("example").isObject()) {
                assertValid(where, openApi, media.path("schema"), media.path("example"));
            }
            media.path("examples")
                    .forEach(example -> assertValid(where, openApi, media.path("schema"), example.path("value")));
        });
    }

    @Test
    void describesCommandsOfABatchWithoutIdsOfTheirOwn() {
        // given
        var batch = schemaOfBody("/v1/organizations/{organization}/commands:batch");
        var alone = schemaOfBody("/v1/organizations/{organization}/commands");
        var command = (ObjectNode) Json.MAPPER.readTree("""
                {"id":"0197a1c0-5c1e-7c7b-9d3e-2f6b8f0b1a11","type":"row.delete","data":{"table":"todos","row":"1"},"expectedVersion":1}""");
        var withId = Json.MAPPER.createObjectNode();
        withId.putArray("commands").add(command.deepCopy());
        var without = Json.MAPPER.createObjectNode();
        without.putArray("commands").addObject().setAll(command.deepCopy().remove(List.of("id")));
        // when, then
        assertValid("alone", openApi, alone, command);
        assertValid("batch", openApi, batch, without);
        assertThat(errors(openApi, batch, withId)).isNotEmpty();
    }

    private JsonNode schemaOfBody(String path) {
        return openApi.required("paths")
                .required(path)
                .required("post")
                .required("requestBody")
                .required("content")
                .required("application/json")
                .required("schema");
    }

    private static void assertValid(String where, JsonNode document, JsonNode schema, JsonNode example) {
        assertThat(errors(document, schema, example)).as(where + " " + example).isEmpty();
    }

    private static List<?> errors(JsonNode document, JsonNode schema, JsonNode example) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.MAPPER.writeValueAsString(whole), InputFormat.JSON)
                .validate(Json.MAPPER.writeValueAsString(example), InputFormat.JSON);
    }

    @Test
    void servesPublishedSchemasAndNothingElse() {
        assertThat(PublishedSchemas.file("command", "row.put.v1.json")).isPresent();
        for (var other : Map.of(
                        "command", List.of("../event/row.written.v1.json", "row.put.v9.json", "", "row.put.v1.json/"),
                        "..", List.of("row.put.v1.json"))
                .entrySet()) {
            other.getValue()
                    .forEach(name -> assertThat(PublishedSchemas.file(other.getKey(), name))
                            .isEmpty());
        }
    }

    @Test
    void hasAllPartsOfPage() {
        var assets = new PageAssets();
        for (var name : List.of("index.html", "docs.css", "docs.js", "swagger-ui.css", "swagger-ui-bundle.js")) {
            assertThat(assets.find(name)).as(name).isPresent();
        }
        assertThat(assets.find("../openapi.yaml")).isEmpty();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
