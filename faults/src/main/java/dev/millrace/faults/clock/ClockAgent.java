package dev.millrace.faults.clock;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Java agent, given how many milliseconds the process's clock is to be wrong by from now on. */
public final class ClockAgent implements ClassFileTransformer {

    private final Set<String> shifted = ConcurrentHashMap.newKeySet();

    private ClockAgent() {}

    /** Called by the JVM each time that the agent is loaded. Fails if a class could not be altered: a clock that stays right would look like a harmless step. */
    public static void agentmain(String millis, Instrumentation instrumentation) throws UnmodifiableClassException {
        boolean isFirst = System.getProperty(ClockShift.MILLIS) == null;
        System.setProperty(ClockShift.MILLIS, millis);
        if (isFirst) {
            new ClockAgent().install(instrumentation);
        }
    }

    private void install(Instrumentation instrumentation) throws UnmodifiableClassException {
        instrumentation.addTransformer(this, true); // and those that are loaded later
        var loaded = Arrays.stream(instrumentation.getAllLoadedClasses())
                .filter(type -> ClockShift.CLASSES.contains(type.getName()))
                .toArray(Class<?>[]::new);
        instrumentation.retransformClasses(loaded);
        if (shifted.size() < loaded.length) {
            throw new IllegalStateException(
                    "Expected %s to be altered, but only %s were".formatted(Arrays.toString(loaded), shifted));
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] original) {
        if (name == null || !ClockShift.CLASSES.contains(name.replace('/', '.'))) {
            return null;
        }
        var altered = ClockShift.of(original);
        shifted.add(name);
        return altered;
    }
}
