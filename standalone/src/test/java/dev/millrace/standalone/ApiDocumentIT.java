package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.QueryParameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What the document says and what the composed process serves are the same routes. */
class ApiDocumentIT {

    /** Where failures are sent, and parts of the page for people. */
    private static final Set<String> NOT_OF_THE_API = Set.of("get /docs/{}");

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    @Test
    void documentsEveryRouteAndNoOther(@TempDir Path state) throws Exception {
        // given
        try (var context = start(state)) {
            // when
            var document = document(context);
            // then
            assertThat(documented(document)).containsExactlyElementsOf(served(context));
            assertThat(documentedParameters(document)).isEqualTo(knownParameters(context));
        }
    }

    private static JsonNode document(ConfigurableApplicationContext context) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:%s/openapi.json"
                .formatted(context.getEnvironment().getProperty("local.server.port")));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
            return Json.MAPPER.readTree(answer.body());
        }
    }

    private static Set<String> documented(JsonNode document) {
        return document.required("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> operation.getKey() + " " + unnamed(path.getKey())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of each path that is read with any, their names. */
    private static Map<String, Set<String>> documentedParameters(JsonNode document) {
        var names = new TreeMap<String, Set<String>>();
        for (var path : document.required("paths").properties()) {
            for (var listed : path.getValue().path("get").path("parameters")) {
                var parameter = listed.has("$ref")
                        ? document.at(listed.required("$ref").stringValue().substring(1))
                        : listed;
                if (parameter.required("in").stringValue().equals("query")) {
                    names.computeIfAbsent(unnamed(path.getKey()), _ -> new TreeSet<>())
                            .add(parameter.required("name").stringValue());
                }
            }
        }
        return names;
    }

    private static Map<String, Set<String>> knownParameters(ConfigurableApplicationContext context) {
        var mapping = context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var names = new TreeMap<String, Set<String>>();
        mapping.getHandlerMethods().forEach((route, method) -> {
            var parameters = method.getMethodAnnotation(QueryParameters.class);
            if (parameters != null) {
                route.getPatternValues()
                        .forEach(path -> names.put(unnamed(path), new TreeSet<>(List.of(parameters.value()))));
            }
        });
        return names;
    }

    private static Set<String> served(ConfigurableApplicationContext context) {
        var mapping = context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        return mapping.getHandlerMethods().keySet().stream()
                .filter(route -> !route.getMethodsCondition().getMethods().isEmpty())
                .flatMap(ApiDocumentIT::operations)
                .filter(operation -> !NOT_OF_THE_API.contains(operation))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> operations(RequestMappingInfo route) {
        return route.getMethodsCondition().getMethods().stream()
                .flatMap(method -> route.getPatternValues().stream()
                        .map(path -> method.name().toLowerCase(Locale.ROOT) + " " + unnamed(path)));
    }

    private static String unnamed(String path) {
        return VARIABLE.matcher(path).replaceAll("{}");
    }

    private static ConfigurableApplicationContext start(Path state) {
        var arguments = new ArrayList<String>();
        SharedInfrastructure.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--server.port=0");
        arguments.add("--millrace.gateway.port=0");
        arguments.add("--millrace.command.state-directory=" + state);
        arguments.add("--millrace.encryption.key=" + "A".repeat(43) + "=");
        arguments.add("--millrace.security.issuer=http://localhost:1");
        var application = new SpringApplication(Services.class);
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        return application.run(arguments.toArray(String[]::new));
    }
}
