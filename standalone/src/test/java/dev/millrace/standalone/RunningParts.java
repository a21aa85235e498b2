package dev.millrace.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** The PostgreSQL and the Kafka inside a running process, as an operator sees them. */
record RunningParts(Path data) {

    /** Bootstrap servers. */
    String kafka() throws IOException {
        return "127.0.0.1:" + port("kafka");
    }

    Map<String, List<String>> membersByGroup() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            var groups = admin.listGroups().all().get(20, TimeUnit.SECONDS).stream()
                    .map(group -> group.groupId())
                    .toList();
            var members = new TreeMap<String, List<String>>();
            admin.describeConsumerGroups(groups)
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .forEach((group, description) -> members.put(
                            group,
                            description.members().stream()
                                    .map(member -> member.clientId())
                                    .toList()));
            return members;
        }
    }

    List<String> schemasWithAHistoryOfTheirOwn() throws IOException, SQLException {
        var password = Files.readString(data.resolve("postgres/password")).strip();
        var url = "jdbc:postgresql://127.0.0.1:%s/millrace".formatted(port("postgres"));
        try (var connection = DriverManager.getConnection(url, "millrace", password);
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select schemaname from pg_tables where tablename = 'flyway_schema_history'")) {
            var schemas = new ArrayList<String>();
            while (found.next()) {
                schemas.add(found.getString(1));
            }
            return schemas;
        }
    }

    private String port(String part) throws IOException {
        var ports = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("ports"))) {
            ports.load(reader);
        }
        return ports.getProperty(part);
    }
}
