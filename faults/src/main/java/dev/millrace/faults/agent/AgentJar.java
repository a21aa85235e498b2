package dev.millrace.faults.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent, packed out of the classes that this program runs with.
 *
 * @param attributes of its manifest, such as {@code Premain-Class}
 * @param classes    all that it needs beside the process's own; nested ones come along
 */
public record AgentJar(Map<String, String> attributes, List<Class<?>> classes) {

    private static final String MANIFEST_VERSION = "1.0";

    /** Not written yet. */
    public AgentJar {
        attributes = Map.copyOf(attributes);
        classes = List.copyOf(classes);
    }

    /** Writes the jar. */
    public void write(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, MANIFEST_VERSION);
        attributes.forEach(manifest.getMainAttributes()::putValue);
        try (var output = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var file : files()) {
                output.putNextEntry(new JarEntry(file));
                try (var input = AgentJar.class.getClassLoader().getResourceAsStream(file)) {
                    if (input == null) {
                        throw new IOException("Expected the class file " + file);
                    }
                    input.transferTo(output);
                }
                output.closeEntry();
            }
        }
    }

    private TreeSet<String> files() {
        var files = new TreeSet<String>();
        for (var type : classes) {
            files.add(file(type));
            for (var nested : type.getDeclaredClasses()) {
                files.add(file(nested));
            }
        }
        return files;
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }
}
