package dev.millrace.faults.clock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.common.utils.Time;

/** A program that tells, for each line it is given, what time it is: all the ways in which Millrace and Kafka ask. */
@SuppressWarnings("JavaUtilDate") // it is one of the ways
final class TimeTeller {

    private TimeTeller() {}

    public static void main(String[] ignored) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.out.printf(
                    "%d %d %d %d%n",
                    Instant.now().toEpochMilli(),
                    Clock.systemUTC().millis(),
                    new Date().getTime(),
                    Time.SYSTEM.milliseconds());
        }
    }
}
