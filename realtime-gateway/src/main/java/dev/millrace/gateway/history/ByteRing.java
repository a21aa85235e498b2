package dev.millrace.gateway.history;

/**
 * Bytes in the order in which they came. Memory is taken block by block, as it is first needed, and then used again and again: what comes and goes all the time, and
 * stays for some seconds, would else be copied by every collection and fill the old generation.
 *
 * <p>Positions count on from 0 for ever. Not for several threads.
 */
final class ByteRing {

    private static final int BLOCK_BYTES = 256 * 1024;

    private final long capacity;
    private final byte[][] blocks;
    private long start;
    private long end;

    ByteRing(long capacity) {
        this.capacity = capacity;
        this.blocks = new byte[Math.toIntExact(Math.ceilDiv(capacity, BLOCK_BYTES))][];
    }

    /** Most bytes that it holds. */
    long capacity() {
        return capacity;
    }

    /** Where the oldest byte is. */
    long start() {
        return start;
    }

    /** Where the next byte will be. */
    long end() {
        return end;
    }

    /** How many it holds. */
    long size() {
        return end - start;
    }

    /** Adds bytes, for which there must be room. */
    void write(byte[] bytes) {
        if (size() + bytes.length > capacity) {
            throw new IllegalArgumentException(
                    "Expected room for %d bytes, but %d of %d are taken".formatted(bytes.length, size(), capacity));
        }
        for (int done = 0; done < bytes.length; ) {
            long place = (end + done) % capacity;
            var block = block(place);
            int offset = (int) (place % BLOCK_BYTES);
            int length = Math.min(bytes.length - done, block.length - offset);
            System.arraycopy(bytes, done, block, offset, length);
            done += length;
        }
        end += bytes.length;
    }

    /** A copy of the bytes at a position. */
    byte[] read(long position, int length) {
        var bytes = new byte[length];
        for (int done = 0; done < length; ) {
            long place = (position + done) % capacity;
            var block = block(place);
            int offset = (int) (place % BLOCK_BYTES);
            int part = Math.min(length - done, block.length - offset);
            System.arraycopy(block, offset, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    /** Forgets the oldest bytes. */
    void drop(int length) {
        start += length;
    }

    private byte[] block(long place) {
        int index = (int) (place / BLOCK_BYTES);
        var block = blocks[index];
        if (block == null) {
            block = new byte[(int) Math.min(BLOCK_BYTES, capacity - (long) index * BLOCK_BYTES)];
            blocks[index] = block;
        }
        return block;
    }
}
