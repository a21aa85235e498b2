package dev.millrace.bench.workload;

import java.nio.charset.StandardCharsets;

/**
 * The data of one {@code row.put}, 300 bytes of JSON, which is also the data of its event. Only the row's number and the time in it change from one to the next, both
 * of fixed width, so they are written into the finished bytes.
 */
public final class RowData {

    /** The table of every organization. */
    public static final String TABLE = "readings";

    /** Its JSON Schema: small, but one that has something to check. */
    public static final String SCHEMA = """
            {"type":"object","required":["sentAt","device","celsius"],"additionalProperties":false,"properties":{\
            "sentAt":{"type":"string"},"device":{"type":"string","maxLength":64},\
            "celsius":{"type":"number","minimum":-90,"maximum":60},"note":{"type":"string","maxLength":256}}}""";

    /** Bytes of the JSON. */
    public static final int BYTES = 300;

    /** What every row says of its device. */
    public static final String DEVICE = "sensor-7f3a";

    /** What every row says of the temperature. */
    public static final double CELSIUS = 21.5;

    /** Before the 19 digits of the time in the data. */
    public static final String TIME_MARK = "\"sentAt\":\"";

    /** Digits of the time: nanoseconds since 1970. */
    public static final int TIME_DIGITS = 19;

    /** Rows of each organization that are written in turn, so that most writes meet a row that is there. */
    public static final int ROWS = 10_000;

    private static final String ROW_MARK = "\"row\":\"r-";
    private static final int ROW_DIGITS = 8;
    private static final String END = "\"}}";

    /** Characters of the note in the data. */
    public static final int NOTE_CHARACTERS = BYTES - start().length() - END.length();

    private static final byte[] TEMPLATE = template();
    private static final int ROW_AT = indexAfter(ROW_MARK);
    private static final int TIME_AT = indexAfter(TIME_MARK);

    private final byte[] bytes = TEMPLATE.clone();

    private static byte[] template() {
        return (start() + "n".repeat(NOTE_CHARACTERS) + END).getBytes(StandardCharsets.US_ASCII);
    }

    /** Everything before the note, which fills the data up to its length. */
    private static String start() {
        return "{\"table\":\"%s\",%s%s\",\"data\":{%s%s\",\"device\":\"%s\",\"celsius\":%s,\"note\":\""
                .formatted(
                        TABLE, ROW_MARK, "0".repeat(ROW_DIGITS), TIME_MARK, "0".repeat(TIME_DIGITS), DEVICE, CELSIUS);
    }

    private static int indexAfter(String mark) {
        return new String(TEMPLATE, StandardCharsets.US_ASCII).indexOf(mark) + mark.length();
    }

    /** Number of the row that write {@code index} of an organization goes to: all rows in a scattered order. */
    public static long row(long index) {
        return Math.floorMod(index * 7_919, (long) ROWS);
    }

    /** The JSON of one write; the array is this object's own and holds until the next call. */
    public byte[] write(long row, long epochNanos) {
        Digits.write(row, ROW_DIGITS, bytes, ROW_AT);
        Digits.write(epochNanos, TIME_DIGITS, bytes, TIME_AT);
        return bytes;
    }
}
