package dev.millrace.query.read;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one organization. A read is one transaction with one snapshot, run as a role that row level security binds to the organization; it holds the lock that
 * keeps a rebuild from exchanging the tables under it. Any thread may read; nobody holds a connection while waiting.
 */
public final class ReadSide {

    /** Held shared by readers for a moment, and by a rebuild that exchanges schemas. */
    public static final long SWITCH_LOCK = 0x6d696c6c72616365L;

    private static final String BEGIN =
            "set transaction isolation level repeatable read; set local role millrace_query_reader; "
                    + "select set_config('millrace.organization', ?, true), pg_advisory_xact_lock_shared(" + SWITCH_LOCK
                    + ")";

    private static final String HEAD = "select sequence from query.head where projection = ? and organization = ?";

    private final DataSource dataSource;
    private final Heads heads;
    private final Duration maxWait;

    /**
     * Reads through a data source.
     *
     * @param maxWait how long a read waits for a sequence
     */
    public ReadSide(DataSource dataSource, Heads heads, Duration maxWait) {
        this.dataSource = dataSource;
        this.heads = heads;
        this.maxWait = maxWait;
    }

    /** How long a read waits for a sequence. */
    public Duration maxWait() {
        return maxWait;
    }

    /** What is read from a snapshot. */
    public interface Read<T> {
        T from(Snapshot snapshot) throws SQLException;
    }

    /** Reads what is there now. */
    public <T> T now(OrganizationId organization, Read<T> read) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return read.from(new Snapshot(connection, begin(connection, organization)));
            } finally {
                connection.rollback(); // nothing was written; ends role, setting and lock
            }
        }
    }

    /** Reads what is there once the sequence is visible; {@code NOT_YET_VISIBLE} if it is not within the limit. */
    public <T> T after(long sequence, OrganizationId organization, Read<T> read) throws SQLException {
        var first = attempt(sequence, organization, read);
        if (first.result() != null) {
            return first.result();
        }
        long deadline = System.nanoTime() + maxWait.toNanos();
        try (var watch = heads.watch(organization)) {
            while (true) {
                var next = attempt(sequence, organization, read);
                if (next.result() != null) {
                    return next.result();
                }
                long remaining = deadline - System.nanoTime();
                if (remaining <= 0 || heads.isClosed()) {
                    throw new Problem(
                            ErrorCode.NOT_YET_VISIBLE,
                            "Expected sequence %d within %d ms, but the newest visible one is %d"
                                    .formatted(sequence, maxWait.toMillis(), next.sequence()));
                }
                watch.awaitBeyond(Math.max(next.sequence(), sequence - 1), remaining);
            }
        }
    }

    /** What came of a try: null where the sequence was not visible. */
    private record Attempt<T>(long sequence, @Nullable T result) {}

    private <T> Attempt<T> attempt(long sequence, OrganizationId organization, Read<T> read) throws SQLException {
        return now(
                organization,
                snapshot -> new Attempt<T>(
                        snapshot.sequence(), snapshot.sequence() < sequence ? null : read.from(snapshot)));
    }

    private static long begin(Connection connection, OrganizationId organization) throws SQLException {
        try (var statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, organization.value());
            statement.execute();
        }
        // not in the statement above: the tables' names are looked up before a statement runs, and so before the lock
        // is held
        try (var statement = connection.prepareStatement(HEAD)) {
            statement.setString(1, Topics.EVENT_LOG_GROUP);
            statement.setString(2, organization.value());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
