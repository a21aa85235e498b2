package dev.millrace.bench.child;

/**
 * Resident memory in MiB, as the proportional set size that Linux reckons.
 *
 * @param all everything that was started
 * @param jvm the Java process alone
 */
public record Memory(double all, double jvm) {}
