package dev.millrace.faults;

import java.time.Duration;
import java.util.Random;

/** What is done to the one process that is everything. */
sealed interface Disturbance {

    /** Kill -9, and a new start. */
    record Kill() implements Disturbance {}

    /** SIGSTOP, and SIGCONT after a while: short ones go unnoticed, long ones outlast sessions and transactions. */
    record Pause(Duration length) implements Disturbance {}

    /** A crash of PostgreSQL, which recovers by itself. */
    record DatabaseCrash() implements Disturbance {}

    /** PostgreSQL stands still for a while. */
    record DatabasePause(Duration length) implements Disturbance {}

    /** The disk is full for a while; the broker has room for a few bytes more. */
    record DiskFull(int roomBytes, Duration length) implements Disturbance {}

    /** The clock is wrong for a while, by up to half a minute, forwards or backwards. */
    record ClockStep(Duration by, Duration length) implements Disturbance {}

    /** The next one of a seeded run. */
    static Disturbance next(Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new Kill();
            case 3 -> new Pause(Duration.ofMillis(100 + random.nextInt(1_500)));
            case 4 -> new Pause(Duration.ofMillis(5_000 + random.nextInt(4_000)));
            case 5, 6 -> new DatabaseCrash();
            case 7 -> new DiskFull(random.nextInt(4_096), Duration.ofMillis(500 + random.nextInt(2_000)));
            case 8 -> new ClockStep(step(random), Duration.ofMillis(500 + random.nextInt(3_500)));
            default -> new DatabasePause(Duration.ofMillis(100 + random.nextInt(4_000)));
        };
    }

    /** Forwards or backwards. */
    static Duration step(Random random) {
        int millis = 1_000 + random.nextInt(29_000);
        return Duration.ofMillis(random.nextBoolean() ? millis : -millis);
    }

    /** The kind of it, in the words of a report. */
    default String kind() {
        return switch (this) {
            case Kill _ -> "kill -9";
            case Pause _ -> "frozen";
            case DatabaseCrash _ -> "PostgreSQL crashed";
            case DatabasePause _ -> "PostgreSQL frozen";
            case DiskFull _ -> "disk full";
            case ClockStep _ -> "clock wrong";
        };
    }

    /** In the words of a report. */
    default String told() {
        return switch (this) {
            case Kill _, DatabaseCrash _ -> kind();
            case Pause(var length) -> "frozen for %d ms".formatted(length.toMillis());
            case DatabasePause(var length) -> "PostgreSQL frozen for %d ms".formatted(length.toMillis());
            case DiskFull(int room, var length) ->
                "disk full but for %d bytes for %d ms".formatted(room, length.toMillis());
            case ClockStep(var by, var length) ->
                "clock wrong by %+d ms for %d ms".formatted(by.toMillis(), length.toMillis());
        };
    }
}
