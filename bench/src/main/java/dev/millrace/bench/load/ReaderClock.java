package dev.millrace.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the calling thread and of the reading one: what the generator costs the machine. */
final class ReaderClock {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread reader;

    ReaderClock(Thread reader) {
        this.reader = reader;
    }

    long cpuNanos() {
        return threads.getCurrentThreadCpuTime() + Math.max(0, threads.getThreadCpuTime(reader.threadId()));
    }
}
