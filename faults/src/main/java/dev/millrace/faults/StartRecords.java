package dev.millrace.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Records of the classes that the JVM of each service has loaded until it was stopped (JEP 483), so that a later start takes less of the processors. The first node of a
 * service makes it in its first life. Which of the two a node does stands in a file of options that its JVM reads at each start.
 */
record StartRecords(Path directory) {

    /** What the first node of a service begins with: it writes a record when it is stopped. */
    List<String> making(Service service) throws IOException {
        return optionIn(file("making", service), "-XX:AOTCacheOutput=" + record(service));
    }

    /** What any other node begins with: nothing, until there is a record. */
    List<String> awaiting(Service service) throws IOException {
        return optionIn(file("awaiting", service), "");
    }

    /** From now on every node of the service starts from the record. One that does not fit makes a start slower, and nothing else. */
    void use(Service service) throws IOException {
        for (var file : List.of(file("making", service), file("awaiting", service))) {
            var _ = optionIn(file, "-XX:AOTCache=" + record(service));
        }
    }

    private static List<String> optionIn(Path file, String option) throws IOException {
        Files.writeString(file, option);
        return List.of("@" + file);
    }

    private Path file(String does, Service service) {
        return directory.resolve(service.module() + "." + does);
    }

    private Path record(Service service) {
        return directory.resolve(service.module() + ".aot");
    }
}
