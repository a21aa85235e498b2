package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What composing all services into one process could silently get wrong, and what people see of that process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneIT {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String ANOTHER_ADDRESS = anotherAddress();

    @TempDir
    static Path directory;

    private Deployment.OneProcess running;

    @BeforeAll
    void start() throws IOException {
        running = Deployment.OneProcess.start(directory);
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void givesEachServiceASchemaAndEachClientAName() throws Exception {
        // given
        var parts = new RunningParts(running.data());
        // when
        var schemas = parts.schemasWithAHistoryOfTheirOwn();
        var groups = parts.membersByGroup();
        // then
        assertThat(schemas).contains("query", "ingest").doesNotContain("public");
        assertThat(groups)
                .isNotEmpty()
                .allSatisfy((group, members) -> assertThat(members)
                        .as(group)
                        .doesNotHaveDuplicates()
                        .allSatisfy(member ->
                                assertThat(member).startsWith("millrace").contains("-standalone")));
    }

    @Test
    void servesOnlyThisMachineWhileAnybodyMaySignIn() {
        for (var port : List.of(running.port(), running.gatewayPort())) {
            // when, then
            assertThat(listens("127.0.0.1", port)).isTrue();
            assertThat(listens(ANOTHER_ADDRESS, port)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/authorize?response_type=code&client_id=dev",
                "/userinfo",
                "/connect/logout",
            })
    void hasNoRouteForFlowsThatItsProviderDoesNotOffer(String route) throws Exception {
        // given
        try (var http = HttpClient.newHttpClient()) {
            // when
            var answer = new Client(http, running.commands(), running.token()).get(route);
            // then
            assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void advertisesTheOneFlowThatItsProviderOffers(String document) throws Exception {
        // given
        try (var http = HttpClient.newHttpClient()) {
            // when
            var answer = new Client(http, running.commands(), running.token()).get(document);
            // then
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().required("grant_types_supported"))
                    .extracting(JsonNode::asString)
                    .containsExactly("client_credentials");
            assertThat(answer.json().propertyNames())
                    .contains("token_endpoint", "jwks_uri")
                    .doesNotContain("device_authorization_endpoint", "userinfo_endpoint", "end_session_endpoint");
        }
    }

    @Test
    void servesOtherMachinesWhereItIsToldSo() throws IOException {
        // given
        var own = Files.createDirectory(directory.resolve("open"));
        var addresses = List.of("-Dserver.address=0.0.0.0", "-Dmillrace.gateway.host=0.0.0.0");
        // when
        try (var open = Deployment.OneProcess.start(own, Ports.free(), Ports.free(), addresses)) {
            // then
            assertThat(listens(ANOTHER_ADDRESS, open.port())).isTrue();
            assertThat(listens(ANOTHER_ADDRESS, open.gatewayPort())).isTrue();
        }
    }

    @Test
    void tellsWhichPortIsTaken() throws IOException {
        // given
        var own = Files.createDirectory(directory.resolve("taken"));
        // when, then
        assertThatThrownBy(() -> Deployment.OneProcess.start(own, Ports.free(), running.gatewayPort()))
                .hasMessageContaining("Port %d is already in use", running.gatewayPort());
        assertThat(own.resolve("data/kafka")).doesNotExist();
    }

    @Test
    void bringsNoConfigurationFileThatWouldHideAnother() throws IOException {
        // given
        var libraries = Program.of("standalone").jar().resolveSibling("lib");
        // when
        var found = new ArrayList<String>();
        try (var files = Files.list(libraries)) {
            for (var file : files.toList()) {
                try (var jar = new JarFile(file.toFile())) {
                    jar.stream()
                            .filter(entry -> entry.getName().matches("(config/)?application\\.(yml|yaml|properties)"))
                            .forEach(entry -> found.add(file.getFileName() + "!" + entry.getName()));
                }
            }
        }
        // then
        assertThat(found).isEmpty();
    }

    @Test
    void stopsInTimeAndGoesOnWhereItWas() throws Exception {
        // given
        var own = Files.createDirectory(directory.resolve("restarted"));
        try (var http = HttpClient.newHttpClient()) {
            var first = Deployment.OneProcess.start(own);
            var token = first.token();
            var created = new Client(http, first.commands(), token).post("/v1/organizations", """
                    {"organization":"kept","name":"Kept"}""");
            assertThat(created.status()).as(created.body()).isEqualTo(200);
            // when
            var took = first.program().stop();
            // then
            assertThat(took).isLessThan(STOP_LIMIT);
            try (var second = Deployment.OneProcess.start(own, first.port(), first.gatewayPort())) {
                var again = new Client(http, second.commands(), token)
                        .get("/v1/organizations/kept/events?after=0", "Millrace-After", "1");
                assertThat(again.status()).as(again.body()).isEqualTo(200);
                assertThat(again.json().required("events")).hasSize(1);
            }
        }
    }

    @Test
    void namesTheEventsOfACommandAsItsAnswerDid() throws Exception {
        // given
        try (var http = HttpClient.newHttpClient()) {
            var client = new Client(http, running.commands(), running.token());
            // when
            var unnamed = client.post("/v1/organizations", """
                    {"organization":"named","name":"By itself"}""");
            var named = client.post("/v1/organizations/named/commands", """
                    {"type":"organization.rename","data":{"name":"By its caller"}}""", "X-Correlation-Id", "order-7");
            // then
            var events = client.get("/v1/organizations/named/events", "Millrace-After", "2");
            assertThat(events.json().at("/events/0/correlationId").asString())
                    .as(unnamed.body() + events.body())
                    .isEqualTo(unnamed.header("X-Correlation-Id"));
            assertThat(events.json().at("/events/1/correlationId").asString())
                    .isEqualTo("order-7")
                    .isEqualTo(named.header("X-Correlation-Id"));
        }
    }

    @Test
    void refusesADirectoryThatAnotherProcessUses() throws Exception {
        // when
        var second = RunningProgram.start(
                Program.of("standalone")
                        .command(List.of("--data", running.data().toString(), "--port", "0")),
                directory.resolve("second.out"));
        // then
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.printed()).contains(running.data().toString(), "another process uses it");
    }

    @Test
    void keepsItsKeysToItself() throws IOException {
        // when
        var keys = running.data().resolve("keys");
        // then
        for (var key : List.of("encryption", "signing.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve(key))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void unpacksRocksDbWhereTheNextStartReplacesIt() throws IOException {
        try (var files = Files.walk(running.data().resolve("streams"))) {
            assertThat(files).anyMatch(file -> file.getFileName().toString().startsWith("librocksdbjni"));
        }
    }

    @Test
    void keepsTemporaryFilesWhereTheNextStartRemovesThem() throws Exception {
        // given
        try (var http = HttpClient.newHttpClient()) {
            var created = new Client(http, running.commands(), running.token()).post("/v1/organizations", """
                    {"organization":"temporary","name":"Writes something compressed"}""");
            assertThat(created.status()).as(created.body()).isEqualTo(200);
        }
        // when
        try (var files = Files.list(running.data().resolve("temporary-files"))) {
            // then
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("work") // Tomcat's
                    .anyMatch(name -> name.contains("snappyjava"));
        }
    }

    @Test
    void staysBelowAGibibyteWithEverythingEmbedded() throws IOException {
        assertThat(running.program().residentBytes()).isLessThan(1L << 30);
    }

    private static boolean listens(String address, int port) {
        try (var socket = new java.net.Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** One that others can reach, if this machine has any; otherwise a second one of its own, which Linux always has. */
    private static String anotherAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse("127.0.0.2");
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
