package dev.millrace.bench.peer;

import dev.millrace.bench.workload.RowData;

/** Which row a command goes to: the organizations in turn, the rows of each in the order of the benchmark's other writers. */
final class RowNumbers {

    private static final int ORGANIZATIONS = 8;

    private RowNumbers() {}

    static int organization(long command) {
        return (int) (command % ORGANIZATIONS);
    }

    static long row(long command) {
        return RowData.row(command / ORGANIZATIONS);
    }
}
