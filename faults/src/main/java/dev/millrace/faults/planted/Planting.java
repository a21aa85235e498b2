package dev.millrace.faults.planted;

import dev.millrace.faults.agent.AgentJar;
import java.util.List;
import java.util.Map;

/** What plants a fault in a process. Apart from the agent itself, whose every signature the JVM resolves with the classes in the jar alone. */
public final class Planting {

    private Planting() {}

    /** The agent; {@code -javaagent:<jar>=<fault>} plants. */
    public static AgentJar agent() {
        return new AgentJar(
                Map.of("Premain-Class", Agent.class.getName()),
                List.of(Agent.class, Alteration.class, PlantedFault.class, Moments.class, Rewrite.class));
    }
}
