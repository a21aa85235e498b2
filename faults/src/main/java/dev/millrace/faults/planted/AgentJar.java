package dev.millrace.faults.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs the agent out of the classes that this program runs with. */
public final class AgentJar {

    private static final String MANIFEST_VERSION = "1.0";

    private AgentJar() {}

    /** Writes the jar. */
    public static void write(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, MANIFEST_VERSION);
        manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
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

    /** The class files of the agent, nested ones included. */
    private static Set<String> files() {
        var files = new TreeSet<String>();
        for (var type : Set.of(Agent.class, Alteration.class, PlantedFault.class, Moments.class, Rewrite.class)) {
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
