package dev.millrace.query.event;

import dev.millrace.query.read.Portion;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest events of one organization, shared by its event streams: however many there are, an event is read from PostgreSQL once. Whoever comes first after a
 * commit reads; the others wait for that and take what was read.
 */
final class Tail {

    private static final int MAX_EVENTS = 2_000;
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int READ_EVENTS = 500;

    private final OrganizationId organization;
    private final ReadSide readSide;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<LiveEvent> events = new ArrayDeque<>();
    private int bytes;

    /** What is held are all events after {@code from} up to {@code to}; nothing yet while {@code to} is negative. */
    private long from = -1;

    private long to = -1;

    /** True if the last read was full, so that there is more already. */
    private boolean behind;

    Tail(OrganizationId organization, ReadSide readSide) {
        this.organization = organization;
        this.readSide = readSide;
    }

    /**
     * What is new to a stream.
     *
     * @param position up to where the stream is then
     * @param more     true if there are further ones already
     */
    record News(List<LiveEvent> events, long position, boolean more) {
        News {
            events = List.copyOf(events);
        }
    }

    /** What came after a position; empty if that lies before what is held, so that it must be read as history. */
    Optional<News> after(long position, EventFilter filter) throws SQLException {
        lock.lock();
        try {
            if (to < 0) {
                begin(readSide.now(organization, Snapshot::sequence));
            } else if (position > to + MAX_EVENTS) {
                begin(position); // nobody has followed for a while, and nobody is to wait for what nobody needs
            }
            if (position >= to) {
                read();
            }
            if (position < from) {
                return Optional.empty(); // perhaps because what was read just now is more than is held
            }
            var news = events.stream()
                    .filter(event -> event.sequence() > position && event.matches(filter))
                    .toList();
            return Optional.of(new News(news, Math.max(position, to), behind));
        } finally {
            lock.unlock();
        }
    }

    private void begin(long position) {
        events.clear();
        bytes = 0;
        from = position;
        to = position;
    }

    private void read() throws SQLException {
        readSide.now(organization, snapshot -> {
            var read = EventQueries.events(organization, to, READ_EVENTS, snapshot);
            read.forEach(this::hold);
            // a parked event leaves a hole, perhaps up to the head: it is passed, not waited for
            behind = read.size() == READ_EVENTS
                    || read.stream().mapToLong(LiveEvent::bytes).sum() >= Portion.MAX_BYTES;
            to = behind ? read.getLast().sequence() : Math.max(to, snapshot.sequence());
            return to;
        });
        while (events.size() > MAX_EVENTS || bytes > MAX_BYTES) {
            var oldest = events.removeFirst();
            bytes -= oldest.bytes();
            from = oldest.sequence();
        }
    }

    private void hold(LiveEvent event) {
        events.addLast(event);
        bytes += event.bytes();
    }
}
