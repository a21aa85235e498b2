package dev.millrace.faults.clock;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.millrace.faults.agent.AgentJar;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The clock of a running JVM.
 *
 * @param pid its process
 */
public record ProcessClock(long pid) {

    /** Makes it wrong by so much, forwards or backwards, at once; zero makes it right again. */
    public void setWrongBy(Duration shift) throws IOException {
        var jar = Files.createTempFile("millrace-clock", ".jar");
        try {
            new AgentJar(
                            Map.of("Agent-Class", ClockAgent.class.getName(), "Can-Retransform-Classes", "true"),
                            List.of(ClockAgent.class, ClockShift.class))
                    .write(jar);
            var machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar.toString(), Long.toString(shift.toMillis()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IOException("Cannot set the clock of process " + pid, e);
        } finally {
            Files.delete(jar);
        }
    }
}
