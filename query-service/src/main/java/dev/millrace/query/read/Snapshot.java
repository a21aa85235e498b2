package dev.millrace.query.read;

import java.sql.Connection;

/**
 * One organization as it was at one sequence. Valid inside the read it was made for.
 *
 * @param connection in a read-only transaction that sees nothing of other organizations and nothing newer
 * @param sequence   the newest event that everything in it shows; 0 for none
 */
public record Snapshot(Connection connection, long sequence) {}
