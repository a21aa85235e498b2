package dev.millrace.bench.workload;

/** Writes numbers of a fixed width into bytes without making an object. */
final class Digits {

    private Digits() {}

    static void write(long number, int width, byte[] into, int offset) {
        long rest = number;
        for (int i = offset + width - 1; i >= offset; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
