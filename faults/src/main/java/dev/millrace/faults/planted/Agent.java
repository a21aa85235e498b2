package dev.millrace.faults.planted;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent: {@code -javaagent:<jar>=<fault>}. Nothing starts if the method that the fault alters is not there: a fault that is not planted would look like one that
 * the checker missed.
 */
public final class Agent implements ClassFileTransformer {

    /** Exit code of a process whose class could not be altered after all. */
    private static final int NOT_PLANTED = 70;

    private final PlantedFault fault;

    private Agent(PlantedFault fault) {
        this.fault = fault;
    }

    /** Called by the JVM before the program's {@code main}. */
    public static void premain(String argument, Instrumentation instrumentation) throws IOException {
        var fault = PlantedFault.of(argument);
        new Alteration(fault).of(original(fault), ClassLoader.getSystemClassLoader());
        instrumentation.addTransformer(new Agent(fault));
        System.err.println("Planted " + fault.label() + " in " + fault.place());
    }

    /** The class as the program's class path has it. */
    private static byte[] original(PlantedFault fault) throws IOException {
        var file = fault.className().replace('.', '/') + ".class";
        try (var stream = ClassLoader.getSystemResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "Expected %s on the class path, but it is not there".formatted(fault.className()));
            }
            return stream.readAllBytes();
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] original) {
        if (loader == null || name == null || !name.replace('/', '.').equals(fault.className())) {
            return null;
        }
        try {
            return new Alteration(fault).of(original, loader);
        } catch (RuntimeException e) { // the JVM would swallow it and go on with the class as it was
            e.printStackTrace();
            Runtime.getRuntime().halt(NOT_PLANTED);
            throw e;
        }
    }
}
