package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A contract that was forgotten somewhere does not get past here. */
class CatalogueTest {

    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void listsEveryCommand() throws IOException {
        // when
        var records = recordsOf(DomainCommand.class);
        // then
        assertThat(records)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        List.copyOf(Catalogue.commands().values()));
        assertThat(records)
                .allSatisfy(type ->
                        assertThat(type.isAnnotationPresent(CommandType.class)).isTrue());
    }

    @Test
    void listsEveryEvent() throws IOException {
        // when
        var records = recordsOf(DomainEvent.class);
        // then
        assertThat(records)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        List.copyOf(Catalogue.events().values()));
        assertThat(records)
                .allSatisfy(type ->
                        assertThat(type.isAnnotationPresent(EventType.class)).isTrue());
    }

    @Test
    void hasSealedRoots() {
        // when
        var roots = Stream.concat(Catalogue.commandRoots().stream(), Catalogue.eventRoots().stream());
        // then
        assertThat(roots).allSatisfy(root -> assertThat(root.isSealed()).isTrue());
    }

    @Test
    void givesEveryTypeANameOfItsOwn() {
        // given: a name used twice would be one entry of the map
        var cases = Stream.concat(Catalogue.commandRoots().stream(), Catalogue.eventRoots().stream())
                .mapToInt(root -> root.getPermittedSubclasses().length)
                .sum();
        // when
        var names = Catalogue.commands().size() + Catalogue.events().size();
        // then
        assertThat(names).isEqualTo(cases);
    }

    @Test
    void namesTypesByFeatureAndDeed() {
        // when
        var names = Stream.concat(Catalogue.commands().keySet().stream(), Catalogue.events().keySet().stream());
        // then
        assertThat(names).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*"));
    }

    @Test
    void marksSecretsOnlyWhereTheyCanBeJudged() {
        // when
        var withSecret = Catalogue.commands().values().stream()
                .filter(type -> Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.isAnnotationPresent(Secret.class)));
        // then
        assertThat(withSecret).isNotEmpty().allMatch(CarriesSecret.class::isAssignableFrom);
    }

    private static List<Class<?>> recordsOf(Class<?> contract) throws IOException {
        try (var files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .<Class<?>>map(file -> load(
                            file.substring(0, file.length() - ".class".length()).replace('/', '.')))
                    .filter(type -> !type.isInterface() && contract.isAssignableFrom(type))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
