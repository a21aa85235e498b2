package dev.millrace.faults;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes commands of every kind from a seed: rows that come and go, patches, atomic batches, guarded writes, and some that must be refused. */
final class Workload {

    /** The table that every organization of a run has. */
    static final String TABLE = "things";

    private static final String CREATION = """
            {"id":"%s","type":"organization.create","data":{"name":"faults"}}""";

    /** Its rows: a name, and a number that is never negative. */
    private static final String DEFINITION = """
            {"id":"%s","type":"table.define","data":{"table":"things","schema":{"type":"object","required":["name"],\
            "properties":{"name":{"type":"string","maxLength":200},"count":{"type":"integer","minimum":0}}}}}""";

    private static final String REGISTRATION = """
            {"id":"%s","type":"webhook-source.register","data":REGISTRATION}""".replace("REGISTRATION", Delivery.REGISTRATION);

    private static final String ONE = "/commands";
    private static final String BATCH = "/commands:batch";

    private static final int ROWS = 200;

    private final Random random;

    Workload(long seed) {
        random = new Random(seed);
    }

    /**
     * One request to send, and again, with the same id, until it is answered.
     *
     * @param door where it goes, below the organization
     * @param row  the only row that it writes; null for one that writes several or none
     */
    record Request(String id, String door, @Nullable String row, String body) {

        String path(String organization) {
            return "/v1/organizations/" + organization + door;
        }
    }

    /** What an organization begins with, in this order. */
    List<Request> setUp() {
        return Stream.of(CREATION, DEFINITION, REGISTRATION)
                .map(command -> {
                    var id = id();
                    return new Request(id, ONE, null, command.formatted(id));
                })
                .toList();
    }

    /** What an organization without webhooks begins with, as commands of a batch. */
    static String plainSetUp() {
        return (CREATION + "," + DEFINITION).replace("\"id\":\"%s\",", "");
    }

    /** A row that is put, as a command of a batch. */
    static String plainPut(int row) {
        return command(
                "", "row.put", Integer.toString(row), ",\"data\":{\"name\":\"row %d\",\"count\":0}".formatted(row), "");
    }

    Request next() {
        var id = id();
        int dice = random.nextInt(100);
        if (dice < 10) {
            var commands = put("", row()) + "," + put("", row()) + "," + patch("", row());
            return new Request(id, BATCH, null, "{\"id\":\"%s\",\"commands\":[%s]}".formatted(id, commands));
        }
        var head = "\"id\":\"%s\",".formatted(id);
        var row = row();
        return new Request(id, ONE, row, single(dice, head, row));
    }

    private String single(int dice, String head, String row) {
        if (dice < 65) {
            return put(head, row);
        }
        if (dice < 75) {
            return patch(head, row);
        }
        if (dice < 85) {
            return delete(head, row);
        }
        return dice < 95 ? guarded(head, row) : refused(head, row);
    }

    /** True one time in four: the moment to read what was written. */
    boolean isTimeToRead() {
        return random.nextInt(4) == 0;
    }

    /** True one time in twenty: the moment to send an old command again. */
    boolean isTimeToRepeat() {
        return random.nextInt(20) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String row() {
        return Integer.toString(random.nextInt(ROWS));
    }

    private String put(String head, String row) {
        return command(
                head,
                "row.put",
                row,
                ",\"data\":{\"name\":\"%s\",\"count\":%d}".formatted(text(), random.nextInt(1000)),
                "");
    }

    private String patch(String head, String row) {
        return command(head, "row.patch", row, ",\"patch\":{\"count\":%d}".formatted(random.nextInt(1000)), "");
    }

    private static String delete(String head, String row) {
        return command(head, "row.delete", row, "", "");
    }

    private String guarded(String head, String row) {
        return command(
                head,
                "row.put",
                row,
                ",\"data\":{\"name\":\"%s\"}".formatted(text()),
                ",\"expectedVersion\":" + random.nextInt(3));
    }

    private String refused(String head, String row) {
        return command(head, "row.put", row, ",\"data\":{\"name\":\"%s\",\"count\":-1}".formatted(text()), "");
    }

    private static String command(String head, String type, String row, String more, String tail) {
        return "{%s\"type\":\"%s\",\"data\":{\"table\":\"things\",\"row\":\"%s\"%s}%s}"
                .formatted(head, type, row, more, tail);
    }

    private String text() {
        return Long.toString(random.nextLong(), 36).repeat(1 + random.nextInt(10));
    }
}
