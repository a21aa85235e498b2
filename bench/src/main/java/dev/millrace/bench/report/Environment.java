package dev.millrace.bench.report;

/**
 * Where and how a measurement was made.
 *
 * @param date      day, UTC
 * @param command   what to type to repeat it
 * @param revision  git revision, with a mark if files were changed
 * @param processor model and cores
 * @param memory    of the machine
 * @param kernel    operating system
 * @param jdk       that ran the program
 * @param settings  length of a run, arrivals and the like
 */
public record Environment(
        String date,
        String command,
        String revision,
        String processor,
        String memory,
        String kernel,
        String jdk,
        String settings) {}
