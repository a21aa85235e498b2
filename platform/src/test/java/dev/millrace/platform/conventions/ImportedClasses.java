package dev.millrace.platform.conventions;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Compiled classes by their directory; reading them takes seconds, and each rule is a test of its own. */
final class ImportedClasses {

    private static final ConcurrentMap<Path, JavaClasses> BY_DIRECTORY = new ConcurrentHashMap<>();

    private ImportedClasses() {}

    static JavaClasses of(Path directory) {
        return BY_DIRECTORY.computeIfAbsent(
                directory.toAbsolutePath(), path -> new ClassFileImporter().importPath(path));
    }
}
