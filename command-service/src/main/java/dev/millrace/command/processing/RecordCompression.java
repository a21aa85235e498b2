package dev.millrace.command.processing;

import java.util.Locale;

/** How a producer of Kafka compresses its batches, under Kafka's names; whoever reads the topics needs the codec. */
public enum RecordCompression {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD;

    /** The value of Kafka's {@code compression.type}. */
    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}
