package dev.millrace.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The PostgreSQL server that lives in a directory, as processes. Reads Linux's {@code /proc}. */
record Database(Path directory) {

    /**
     * Kills one of the server's own processes that serve clients, so that it cuts every connection, throws its memory away and recovers from its log: what a crash of the
     * server is to its clients. False if there is none to kill.
     */
    boolean crash() {
        var backend = backends().stream().min(Comparator.comparingLong(ProcessHandle::pid));
        backend.ifPresent(ProcessHandle::destroyForcibly);
        return backend.isPresent();
    }

    /** Freezes or thaws all of the server's processes. */
    void signal(String signal) throws IOException, InterruptedException {
        for (var process : processes().toList()) {
            Signals.send(signal, process.pid());
        }
    }

    private List<ProcessHandle> backends() {
        return processes()
                .filter(process -> title(process).contains("127.0.0.1("))
                .toList();
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::worksHere);
    }

    /** The working directory of every process of PostgreSQL is its data directory. */
    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(directory);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
