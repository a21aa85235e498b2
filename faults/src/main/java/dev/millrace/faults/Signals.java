package dev.millrace.faults;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals that Java cannot send. Needs the system's {@code kill}. */
final class Signals {

    private Signals() {}

    /** Sends a signal, such as {@code STOP}; a process that is gone does not matter. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!kill.waitFor(5, TimeUnit.SECONDS)) {
            throw new IOException("Expected kill -%s to return".formatted(signal));
        }
    }
}
