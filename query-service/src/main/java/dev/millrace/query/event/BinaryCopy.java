package dev.millrace.query.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.postgresql.copy.CopyManager;

/** Rows in PostgreSQL's binary COPY format, version 1: no escaping on this side and no parsing on the other. */
final class BinaryCopy {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int INITIAL_BYTES = 64 * 1024;

    private ByteBuffer rows = ByteBuffer.allocate(INITIAL_BYTES).put(HEADER);
    private boolean isEmpty = true;

    /** Begins a row of so many columns. */
    BinaryCopy row(short columns) {
        isEmpty = false;
        room(Short.BYTES).putShort(columns);
        return this;
    }

    BinaryCopy text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryCopy bytes(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    BinaryCopy bigint(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    BinaryCopy uuid(UUID value) {
        room(Integer.BYTES + 2 * Long.BYTES)
                .putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    /** Sends the rows; nothing at all if there are none. */
    void copyTo(CopyManager copies, String sql) throws SQLException {
        if (isEmpty) {
            return;
        }
        room(Short.BYTES).putShort((short) -1);
        var copy = copies.copyIn(sql);
        try {
            copy.writeToCopy(rows.array(), 0, rows.position());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private ByteBuffer room(int bytes) {
        if (rows.remaining() < bytes) {
            int needed = Math.addExact(rows.position(), bytes);
            var larger = Arrays.copyOf(rows.array(), Math.max(needed, Math.multiplyExact(rows.capacity(), 2)));
            rows = ByteBuffer.wrap(larger).position(rows.position());
        }
        return rows;
    }
}
